import Domain
import JSON
import Testing

@testable import Integrations

/// What answers mean: by their status, by a manifest's expressions, and what they say of limits.
@Suite struct FailureRulesTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static let failures: [(JSONObject, InboundAnswer, IntegrationError.Kind?)] = [
        ([:], InboundAnswer([:]), nil),
        ([:], InboundAnswer([:], status: 400), .rejected(status: 400)),
        ([:], InboundAnswer([:], status: 401), .unauthorized),
        ([:], InboundAnswer([:], status: 403), .rejected(status: 403)),
        ([:], InboundAnswer([:], ["Retry-After": "7"], status: 403), .rateLimited(retryAfter: .seconds(7))),
        ([:], InboundAnswer([:], status: 404), .rejected(status: 404)),
        ([:], InboundAnswer([:], status: 408), .serverFault(status: 408)),
        ([:], InboundAnswer([:], status: 429), .rateLimited(retryAfter: nil)),
        ([:], InboundAnswer([:], ["retry-after": "7"], status: 429), .rateLimited(retryAfter: .seconds(7))),
        ([:], InboundAnswer([:], status: 500), .serverFault(status: 500)),
        ([:], InboundAnswer([:], ["retry-after": "7"], status: 503), .rateLimited(retryAfter: .seconds(7))),
        ([:], InboundAnswer([:], ["location": "/x"], status: 302), .rejected(status: 302)),
        (["error_expression": "body.error"], InboundAnswer(["items": []]), nil),
        (["error_expression": "body.error"], InboundAnswer(["error": "no such view"]), .rejected(status: 422)),
        (
            ["error_expression": "body.ok = false ? {'status': body.code}"], InboundAnswer(["ok": false, "code": 401]),
            .unauthorized
        ),
        (
            ["error_expression": "body.code = 'SLOW' ? {'kind': 'rate_limited', 'retry_after': 2.5}"],
            InboundAnswer(["code": "SLOW"]), .rateLimited(retryAfter: .milliseconds(2500))
        ),
        (
            ["error_expression": "status = 400 and body.code = 'CURSOR' ? {'kind': 'cursor_expired'}"],
            InboundAnswer(["code": "CURSOR"], status: 400), .cursorExpired
        ),
        (
            ["error_expression": "status = 400 ? {'kind': 'server_fault'}"], InboundAnswer([:], status: 400),
            .serverFault(status: 400)
        ),
        (["error_expression": "$error('x')"], InboundAnswer([:]), .serverFault(status: 500)),
        (
            [
                "rate_limit": [
                    "is_rate_limited": "headers.`x-left` = '0'", "retry_after_header_expression": "headers.`x-wait`",
                ]
            ],
            InboundAnswer([:], ["X-Left": "0", "X-Wait": "9"]), .rateLimited(retryAfter: .seconds(9))
        ),
        (
            ["rate_limit": ["headers": ["remaining": "x-left", "reset": "x-reset", "reset_format": "unix"]]],
            InboundAnswer([:], ["x-left": "0", "x-reset": "1700000030"], status: 403),
            .rateLimited(retryAfter: .seconds(30))
        ),
        (
            ["rate_limit": ["headers": ["remaining": "x-left", "reset": "x-reset", "reset_format": "unix"]]],
            InboundAnswer([:], ["x-left": "5", "x-reset": "1700000030"], status: 403), .rejected(status: 403)
        ),
    ]

    @Test(arguments: failures) func `an answer means what its status and the manifest say`(
        _ manifest: JSONObject,
        _ answer: InboundAnswer,
        _ kind: IntegrationError.Kind?
    ) throws {
        let rig = try DeclarativeRig(manifest)
        let call = rig.call()
        #expect(rig.adapter.isFailure(answer, for: call) == (kind != nil))
        guard let kind else { return }
        #expect(rig.adapter.failure(of: answer, for: call, after: nil).kind == kind)
    }

    @Test func `a method's own expression comes in the place of the manifest's`() throws {
        let rig = try DeclarativeRig(["error_expression": "true"], list: ["error_expression": "false"])
        #expect(!rig.adapter.isFailure(InboundAnswer([:]), for: rig.call()))
        #expect(rig.adapter.isFailure(InboundAnswer([:]), for: rig.call("get", id: "1")))
    }

    @Test func `the vendor's words are found in the usual shapes`() throws {
        let rig = try DeclarativeRig()
        let bodies: [JSONValue] = [
            ["message": "why"], ["error": "why"], ["error": ["message": "why"]], ["errors": [["message": "why"]]],
            ["errors": ["why"]], ["error": "invalid_grant", "error_description": "why"],
        ]
        for body in bodies {
            let error = rig.adapter.failure(of: InboundAnswer(body, status: 400), for: rig.call(), after: nil)
            #expect(error.detail == "why", "\(body.text)")
        }
    }

    private static let readings: [(JSONObject, [String: String], LimitReading)] = [
        ([:], ["x-limit": "10"], LimitReading()),
        (
            ["headers": ["limit": "x-limit", "remaining": "x-left", "reset": "x-reset"]],
            ["X-Limit": "10", "x-left": "3", "x-reset": "30"],
            LimitReading(limit: 10, remaining: 3, resetsIn: .seconds(30))
        ),
        (
            ["headers": ["reset": "x-reset", "reset_format": "unix_milliseconds"]], ["x-reset": "1700000004000"],
            LimitReading(resetsIn: .seconds(4))
        ),
        (["headers": ["reset": "x-reset", "reset_format": "unix"]], ["x-reset": "1"], LimitReading(resetsIn: .zero)),
        (["headers": ["reset": "x-reset"]], ["x-reset": "never"], LimitReading()),
        (
            [
                "rate_limit_header_expression":
                    "{'limit': 100, 'remaining': $number($split(headers.usage, '/')[0]), 'reset': 60}"
            ],
            ["Usage": "7/100"], LimitReading(limit: 100, remaining: 7, resetsIn: .seconds(60))
        ),
    ]

    @Test(arguments: readings) func `limits are read as the manifest says`(
        _ rules: JSONObject,
        _ headers: [String: String],
        _ reading: LimitReading
    ) throws {
        let rig = try DeclarativeRig(["rate_limit": .object(rules)])
        #expect(rig.adapter.limits(in: InboundAnswer([:], headers), now: FailureRulesTests.now) == reading)
    }

    @Test func `a budget is the adapter's`() throws {
        let rig = try DeclarativeRig(["rate_limit": ["budget": ["calls": 90, "seconds": 60]]])
        #expect(rig.adapter.budget == CallBudget(calls: 90, per: .seconds(60)))
    }
}
