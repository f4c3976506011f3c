package import Domain
import Expressions
package import JSON

/// An integration described as data, decoded and checked: a plugin's file or the `config` of `POST /integration`.
package struct Manifest: Sendable {
    package let name: String
    package let label: String
    package let category: String
    let baseURL: ManifestText
    let headers: [(name: String, text: ManifestText)]
    let query: [(name: String, text: ManifestText)]
    let arrayFormat: PercentEncoding.ArrayFormat
    let authorization: Authorization
    let credentials: [Credentials]
    let rateLimit: RateLimitRules
    let failures: FailureRules
    let resources: [String: ManifestResource]
    /// Mappings of unified resources, by `model/resource`, as they are written.
    package let unified: JSONObject
    let testCall: (resource: String, method: String, query: JSONObject)
    let deprecation: Deprecation?
    /// The manifest as it was written.
    package let source: JSONObject

    package static let keys = [
        "name", "label", "category", "description", "documentation", "base_url", "headers", "query",
        "query_array_format",
        "credentials", "authorization", "pagination", "rate_limit", "error_expression", "resources", "unified", "test",
        "deprecated",
    ]
    private static let later = ["webhook", "actions"]

    /// Reads a manifest; throws everything that is wrong with it, with paths.
    package init(_ value: JSONValue, name given: String? = nil) throws(ValidationError) {
        var reader = DocumentReader(value, at: "", keys: Manifest.keys + Manifest.later)
        for key in Manifest.later where reader[key] != nil { reader.fail(key, "not supported yet") }
        name = given ?? reader.text("name") ?? ""
        if let own = reader.text("name"), own != name { reader.fail("name", "expected \"\(name)\", found \"\(own)\"") }
        if !Manifest.isSlug(name) {
            reader.fail("name", "expected a slug of letters, digits, - and _, found \"\(name)\"")
        }
        label = reader.text("label") ?? name
        category = reader.text("category") ?? "other"
        for key in ["description", "documentation"] { _ = reader.text(key) }
        baseURL = reader.template("base_url") ?? .empty
        if let text = reader.text("base_url") {
            let filled = text.replacing(/\{\{[^{}]*\}\}/, with: "x")
            if !baseURL.isOnePlaceholder, BaseURL(filled) == nil {
                reader.fail("base_url", "expected an address like \"https://api.example.com\"")
            }
        } else {
            reader.fail("base_url", "required")
        }
        headers = reader.templates("headers")
        query = reader.templates("query")
        arrayFormat = reader.word("query_array_format") ?? .comma
        authorization = reader.part("authorization") { try Authorization($0, at: $1) } ?? .none
        var credentials: [Credentials] = []
        for (key, value) in reader.object("credentials") {
            let read = reader.part("credentials.\(key)", value) { try Credentials(key, $0, at: $1) }
            if let read { credentials.append(read) }
        }
        self.credentials = credentials
        let rateLimit = reader.part("rate_limit") { try RateLimitRules($0, at: $1) } ?? RateLimitRules()
        self.rateLimit = rateLimit
        let failures = FailureRules(expression: reader.expression("error_expression"), rateLimit: rateLimit)
        self.failures = failures
        let standard = reader.part("pagination") { try Pagination($0, at: $1) }
        var resources: [String: ManifestResource] = [:]
        for (name, value) in reader.object("resources") {
            resources[name] = reader.part("resources.\(name)", value) {
                try ManifestResource(name, $0, standard: standard, failures: failures, at: $1)
            }
        }
        if reader.object("resources").isEmpty { reader.fail("resources", "has none") }
        self.resources = resources
        unified = reader.object("unified")
        deprecation = reader.part("deprecated") { try Deprecation($0, at: $1) }
        var test = DocumentReader(reader["test"] ?? [:], at: "test", keys: ["resource", "method", "query"])
        let first = value["resources"]?.objectValue?.keys.first {
            resources[$0]?.methods["list"]?.path.queryKeys.isEmpty ?? false
        }
        testCall = (test.text("resource") ?? first ?? "", test.text("method") ?? "list", test.object("query"))
        if resources[testCall.resource]?.methods[testCall.method] == nil, reader.isFaultless {
            test.fail("", "required: a resource and method that show whether credentials work")
        }
        do { try test.finish() } catch { reader.add(error) }
        source = value.objectValue ?? [:]
        for path in Manifest.literalSecrets(in: source) {
            reader.fail(path, "a secret doesn't belong into a manifest: read it from the account, as {{api_key}}")
        }
        try reader.finish()
    }

    /// Paths of headers and parameters whose names are those of secrets and whose values are written out.
    private static func literalSecrets(in source: JSONObject) -> [String] {
        let places = [
            ("headers", source["headers"]), ("query", source["query"]),
            ("authorization.config", source["authorization"]?["config"]),
        ]
        return places.flatMap { path, value in
            (value?.objectValue ?? [:]).compactMap { name, value in
                let isSecret = path == "authorization.config" || AccountContext.isSecret(name)
                guard isSecret, let text = value.stringValue, !text.isEmpty, !text.contains("{{") else { return nil }
                return "\(path).\(name)"
            }
        }
    }

    private static func isSlug(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.utf8.first.map { $0 != 0x2D && $0 != 0x5F } == true
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }
}
