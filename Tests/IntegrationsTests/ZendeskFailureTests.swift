import Domain
import Integrations
import JSON
import Testing

@Suite struct ZendeskFailureTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        var body: JSONValue = [:]
        var retryAfter: String?
        var cursor: String?
        let kind: IntegrationError.Kind
        var says = ""

        var testDescription: String { "\(status) \(body.text) \(retryAfter ?? "") \(cursor ?? "")" }
    }

    private static let forbidden: JSONValue = ["error": ["title": "Forbidden", "message": "No access."]]
    private static let invalid: JSONValue = ["error": "RecordInvalid", "description": "Subject: cannot be blank"]
    private static let pagination: JSONValue = [
        "error": "InvalidPaginationParameter", "description": "page[after] is not valid",
    ]

    private static let cases: [Case] = [
        Case(
            status: 401,
            body: ["error": "Couldn't authenticate you"],
            kind: .unauthorized,
            says: "Couldn't authenticate you"
        ),
        Case(status: 403, body: forbidden, kind: .rejected(status: 403), says: "Forbidden: No access."),
        Case(status: 403, retryAfter: "5", kind: .rateLimited(retryAfter: .seconds(5))),
        Case(
            status: 404,
            body: ["error": "RecordNotFound", "description": "Not found"],
            kind: .rejected(status: 404),
            says: "RecordNotFound: Not found"
        ),
        Case(status: 405, kind: .rejected(status: 405)),
        Case(status: 422, body: invalid, kind: .rejected(status: 422), says: "Subject: cannot be blank"),
        Case(status: 429, retryAfter: "17", kind: .rateLimited(retryAfter: .seconds(17))),
        Case(status: 429, retryAfter: "Tue, 24 Nov 2026 09:31:00 GMT", kind: .rateLimited(retryAfter: .seconds(60))),
        Case(status: 429, retryAfter: "Tue, 24 Nov 2026 09:00:00 GMT", kind: .rateLimited(retryAfter: .zero)),
        Case(status: 429, retryAfter: "later", kind: .rateLimited(retryAfter: nil)),
        Case(
            status: 429,
            body: "Number of allowed API requests exceeded",
            kind: .rateLimited(retryAfter: nil),
            says: "exceeded"
        ),
        Case(status: 503, retryAfter: "3", kind: .rateLimited(retryAfter: .seconds(3))),
        Case(status: 503, kind: .serverFault(status: 503)), Case(status: 500, kind: .serverFault(status: 500)),
        Case(status: 502, body: "<html>", kind: .serverFault(status: 502)),
        Case(status: 599, kind: .serverFault(status: 599)),
        Case(status: 301, kind: .rejected(status: 301)), Case(status: 302, kind: .rejected(status: 302)),
        Case(status: 304, kind: .rejected(status: 304)), Case(status: 400, kind: .rejected(status: 400)),
        Case(status: 400, body: pagination, kind: .rejected(status: 400)),
        Case(status: 400, body: pagination, cursor: "after:x", kind: .cursorExpired),
        Case(
            status: 422,
            body: ["error": "x", "description": "The cursor has expired"],
            cursor: "export:x",
            kind: .cursorExpired
        ),
        Case(
            status: 410,
            body: ["errors": [["code": "InvalidCursor", "title": "Cursor"]]],
            cursor: "after:x",
            kind: .cursorExpired
        ),
        Case(status: 400, body: invalid, cursor: "after:x", kind: .rejected(status: 400)),
        Case(status: 404, body: pagination, cursor: "after:x", kind: .rejected(status: 404)),
    ]

    @Test(arguments: cases)
    private func `each status means what the vendor means by it`(_ failure: Case) {
        let headers = failure.retryAfter.map { [(name: "Retry-After", value: $0)] } ?? []
        let error = ZendeskAdapter().failure(
            of: answer(failure.status, failure.body, headers: headers),
            for: call("tickets"),
            after: failure.cursor.map(Cursor.init)
        )
        #expect(error.kind == failure.kind)
        #expect(error.detail.contains(failure.says))
        #expect(error.message.contains("\(failure.status)") || (300...399).contains(failure.status))
    }

    @Test func `a body of any shape and size makes a short detail`() {
        let bodies: [[UInt8]] = [
            [], Array("<html>".utf8), Array(repeating: 0xFF, count: 100_000),
            Array(repeating: UInt8(ascii: "["), count: 100_000),
            Array(#"{"error":{"title":7}}"#.utf8), Array(#"{"errors":[]}"#.utf8), Array("null".utf8),
        ]
        for body in bodies {
            let error = ZendeskAdapter().failure(
                of: InboundAnswer(status: 400, body: body),
                for: call("tickets"),
                after: nil
            )
            #expect(error.kind == .rejected(status: 400))
            #expect(error.detail.count <= 200)
        }
    }
}
