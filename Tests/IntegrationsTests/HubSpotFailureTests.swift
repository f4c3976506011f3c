import Domain
import Integrations
import JSON
import Testing

@Suite struct HubSpotFailureTests {
    private static func failure(
        _ status: Int,
        _ body: JSONValue = [:],
        headers: [(name: String, value: String)] = [],
        zone: String? = nil,
        at moment: Timestamp = now
    ) -> IntegrationError {
        var account: JSONObject = ["access_token": "t"]
        account["time_zone"] = zone.map { .string($0) }
        var call = call("contacts", account: account)
        call.now = moment
        return HubSpotAdapter().failure(of: answer(status, body, headers: headers), for: call, after: nil)
    }

    private static func limit(_ policy: String) -> JSONValue {
        ["status": "error", "message": "You have reached your limit.", "policyName": .string(policy)]
    }

    private struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        var body: JSONValue = [:]
        var headers: [(name: String, value: String)] = []
        let kind: IntegrationError.Kind
        var says = ""

        var testDescription: String { "\(status) \(body.text) \(headers.map(\.value))" }
    }

    private static let expired: JSONValue = [
        "status": "error", "message": "The OAuth token used to make this call expired", "correlationId": "x",
        "category": "EXPIRED_AUTHENTICATION",
    ]
    private static let invalid: JSONValue = [
        "message": "Invalid input JSON", "category": "VALIDATION_ERROR", "errors": [["message": "limit is too large"]],
    ]

    private static let cases: [Case] = [
        Case(status: 401, body: expired, kind: .unauthorized, says: "EXPIRED_AUTHENTICATION: The OAuth token"),
        Case(status: 400, body: invalid, kind: .rejected(status: 400), says: "limit is too large"),
        Case(status: 403, body: ["message": "No."], kind: .rejected(status: 403), says: "No."),
        Case(status: 404, body: ["category": "OBJECT_NOT_FOUND"], kind: .rejected(status: 404), says: "NOT_FOUND"),
        Case(status: 409, body: ["category": "CONFLICT"], kind: .rejected(status: 409), says: "CONFLICT"),
        Case(status: 414, kind: .rejected(status: 414)), Case(status: 302, kind: .rejected(status: 302)),
        Case(status: 423, kind: .rateLimited(retryAfter: .seconds(2))),
        Case(status: 429, kind: .rateLimited(retryAfter: nil)),
        Case(status: 429, headers: [("Retry-After", "7")], kind: .rateLimited(retryAfter: .seconds(7))),
        Case(status: 429, body: limit("SECONDLY"), kind: .rateLimited(retryAfter: .seconds(1)), says: "SECONDLY"),
        Case(status: 429, body: limit("TEN_SECONDLY_ROLLING"), kind: .rateLimited(retryAfter: .seconds(10))),
        Case(
            status: 429,
            body: limit("TEN_SECONDLY_ROLLING"),
            headers: [("X-HubSpot-RateLimit-Interval-Milliseconds", "4000")],
            kind: .rateLimited(retryAfter: .seconds(4))
        ),
        Case(
            status: 429,
            body: limit("SECONDLY"),
            headers: [("retry-after", "3"), ("X-HubSpot-RateLimit-Interval-Milliseconds", "4000")],
            kind: .rateLimited(retryAfter: .seconds(3))
        ),
        // The daily limit is over at midnight, whatever a header for bursts says.
        Case(
            status: 429,
            body: limit("DAILY"),
            headers: [("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")],
            kind: .rateLimited(retryAfter: .seconds(3600)),
            says: "DAILY"
        ),
        Case(status: 477, headers: [("Retry-After", "60")], kind: .rateLimited(retryAfter: .seconds(60))),
        Case(status: 477, kind: .rejected(status: 477)),
        Case(status: 503, headers: [("Retry-After", "5")], kind: .rateLimited(retryAfter: .seconds(5))),
        Case(status: 503, kind: .serverFault(status: 503)), Case(status: 500, kind: .serverFault(status: 500)),
        Case(status: 524, body: "<html>", kind: .serverFault(status: 524)),
    ]

    @Test(arguments: cases)
    private func `each status means what the vendor means by it`(_ failure: Case) {
        let error = HubSpotFailureTests.failure(failure.status, failure.body, headers: failure.headers)
        #expect(error.kind == failure.kind)
        #expect(error.detail.contains(failure.says))
    }

    @Test(
        arguments: [
            // 09:30 in UTC; winter time in Berlin, New York and Kolkata.
            ("UTC", 1_795_512_600, 52_200), ("Europe/Berlin", 1_795_512_600, 48_600),
            ("America/New_York", 1_795_512_600, 70_200), ("Asia/Kolkata", 1_795_512_600, 32_400),
            // The night the clocks go back in Berlin, 2026-10-25: the day from its midnight has 25 hours.
            ("Europe/Berlin", 1_792_879_200, 90_000),
            // The night they go forward, 2026-03-29: 23 hours.
            ("Europe/Berlin", 1_774_738_800, 82_800),
            // A zone whose midnight doesn't exist that day: Cairo's 2026-04-24 begins at 01:00.
            ("Africa/Cairo", 1_776_978_000, 3_600 * 1),
        ] as [(String, Int64, Int)]
    )
    func `the daily limit is waited for until the portal's midnight`(_ zone: String, _ now: Int64, _ seconds: Int) {
        let error = HubSpotFailureTests.failure(
            429,
            HubSpotFailureTests.limit("DAILY"),
            zone: zone,
            at: Timestamp(milliseconds: now * 1000)
        )
        #expect(error.kind == .rateLimited(retryAfter: .seconds(seconds)))
        #expect(error.message.contains("midnight"))
    }

    @Test func `missing scopes are named`() {
        let error = HubSpotFailureTests.failure(
            403,
            [
                "status": "error", "message": "This app hasn't been granted all required scopes.",
                "category": "MISSING_SCOPES",
                "errors": [
                    [
                        "message": "One or more are required.",
                        "context": ["requiredGranularScopes": ["a.read", "b.read"]],
                    ],
                    ["message": "x", "context": ["missingScopes": ["b.read", "c"], "ids": ["7"]]],
                ],
            ]
        )
        #expect(error.kind == .rejected(status: 403))
        #expect(error.message.hasSuffix("(403): a.read, b.read, c"))
        let silent = HubSpotFailureTests.failure(403, ["category": "MISSING_SCOPES", "message": "No."])
        #expect(silent.message.hasSuffix("(403)"))
    }

    @Test func `a body of any shape and size makes a short detail`() {
        let bodies: [[UInt8]] = [
            [], Array("<html>".utf8), Array(repeating: 0xFF, count: 100_000),
            Array(repeating: UInt8(ascii: "["), count: 100_000), Array("null".utf8), Array(#"{"errors":7}"#.utf8),
            JSONValue.object(["message": .string(String(repeating: "x", count: 100_000))]).bytes,
        ]
        for body in bodies {
            let error = HubSpotAdapter().failure(
                of: InboundAnswer(status: 400, body: body),
                for: call("contacts"),
                after: nil
            )
            #expect(error.kind == .rejected(status: 400))
            #expect(error.detail.count <= 500)
        }
    }
}
