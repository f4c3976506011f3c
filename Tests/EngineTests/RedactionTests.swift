import Domain
import JSON
import Testing

@testable import Engine

@Suite struct RedactionTests {
    private let redaction = Redaction(
        AccountContext([
            "subdomain": "acme", "access_token": "at-0123456789", "client_secret": "at-0123456789-longer",
            "nested": ["password": "pass word"], "api_token": "abc",
        ])
    )

    @Test(
        arguments: zip(
            [
                "token at-0123456789 is bad", "at-0123456789-longer", "pass word and at-0123456789", "acme stays",
                "Bearer at-0123456789", "header Basic YWdlbnQvdG9rZW46c2VjcmV0", "cut at-01234",
            ],
            [
                "token [secret] is bad", "[secret]", "[secret] and [secret]", "acme stays", "Bearer [secret]",
                "header Basic [secret]", "cut [secret]",
            ]
        )
    )
    func `secrets are taken out, whole, in headers and cut off`(_ text: String, _ clean: String) {
        #expect(redaction.clean(text) == clean)
    }

    @Test func `what is kept is at most 500 bytes`() {
        #expect(redaction.clean(String(repeating: "ä", count: 600)).utf8.count <= 503)
    }
}
