import Domain
import JSON
import Testing

@Suite struct AccountContextTests {
    @Test(arguments: [
        "access_token", "refresh_token", "token", "api_token", "apiToken", "client_secret", "secret", "SECRET",
        "password",
        "user_password", "passwd", "passphrase", "api_key", "apikey", "apiKey", "api-key", "X-Api-Key", "private_key",
        "privateKey", "private-key", "credentials", "credential", "authorization", "secret_access_key", "access_key",
    ])
    func `a secret is known by its name`(_ key: String) {
        #expect(AccountContext.isSecret(key))
    }

    @Test(arguments: [
        "subdomain", "base_url", "client_id", "email", "expires_at", "token_type", "token_expires_at", "scope",
        "region",
        "public", "key", "keyboard", "passenger", "",
    ])
    func `what is none stays readable`(_ key: String) {
        #expect(!AccountContext.isSecret(key))
    }

    @Test func `secrets are left out at any depth, and the rest keeps its order`() {
        let context = AccountContext([
            "subdomain": "acme", "access_token": "s1",
            "nested": ["b": 1.5, "password": "s2", "list": [["api_key": "s3", "x": []]]],
            "credentials": ["all": "of it"], "expires_at": 5,
        ])
        let shown = JSONValue.object(context.withoutSecrets).text
        #expect(shown == #"{"subdomain":"acme","nested":{"b":1.5,"list":[{"x":[]}]},"expires_at":5}"#)
    }

    @Test func `every secret text is listed, whatever is around it`() {
        let context = AccountContext([
            "subdomain": "acme", "access_token": "secret-one", "pin_token": "abc",
            "credentials": ["user": "secret-two", "more": [["deep": "secret-three"], 7]],
        ])
        #expect(context.secretTexts.sorted() == ["secret-one", "secret-three", "secret-two"])
    }

    @Test func `printing a context shows no value`() {
        let context = AccountContext(["subdomain": "acme-hidden", "access_token": "secret-one"])
        for text in ["\(context)", String(reflecting: context), "\([context])"] {
            #expect(!text.contains("secret-one"))
            #expect(!text.contains("acme-hidden"))
        }
    }

    @Test func `a key's text is nil when empty or no text`() {
        let context = AccountContext(["a": "x", "b": "", "c": 1, "d": .null])
        #expect(context["a"] == "x")
        for key in ["b", "c", "d", "e"] { #expect(context[key] == nil) }
    }

    @Test func `renewed tokens are merged beside other changes and give way to new credentials`() {
        let old = AccountContext(["subdomain": "acme", "access_token": "old", "refresh_token": "r1"])
        let renewed = AccountContext([
            "subdomain": "acme", "access_token": "new", "refresh_token": "r2", "expires_at": 7,
        ])
        #expect(old.replacing(old, by: renewed) == renewed)
        var beside = old
        beside.fields["note"] = "changed meanwhile"
        let merged = beside.replacing(old, by: renewed)
        #expect(merged["access_token"] == "new" && merged["note"] == "changed meanwhile")
        var given = old
        given.fields["access_token"] = "given"
        #expect(given.replacing(old, by: renewed) == given)
    }
}
