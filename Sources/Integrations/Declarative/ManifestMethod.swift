import Domain
import Expressions
import JSON

/// One method of one resource of a manifest: what to send, and where the answer has the records.
struct ManifestMethod: Sendable {
    enum Returns: String, Sendable, CaseIterable { case list, record, nothing }
    enum BodyFormat: String, Sendable, CaseIterable { case json, form }

    static let later = ["multipart", "raw", "xml"]
    static let keys = [
        "path", "method", "base_url", "headers", "query", "body", "body_format", "response_path", "returns",
        "pagination",
        "authorization", "no_auth", "error_expression", "query_schema", "body_schema", "description", "scopes",
        "writes",
        "incremental", "deprecated", "documentation",
    ]

    let name: String
    let verb: String
    let path: ManifestText
    /// In place of the manifest's.
    let baseURL: ManifestText?
    let headers: [(name: String, text: ManifestText)]
    let query: ManifestText?
    let body: ManifestText?
    let bodyFormat: BodyFormat
    let responsePath: JSONPath
    let returns: Returns
    let pagination: Pagination?
    /// In place of the manifest's.
    let authorization: Authorization?
    let failures: FailureRules
    let incremental: Incremental?
    let writes: Bool
    let deprecation: Deprecation?
    let description: String
    /// Keys of the call's query that have a place of their own in the request.
    let consumed: Set<String>

    private static let verbs = ["get", "post", "put", "patch", "delete"]

    init(
        _ name: String,
        _ value: JSONValue,
        standard: Pagination?,
        failures: FailureRules,
        at path: String
    ) throws(ValidationError) {
        self.name = name
        var reader = DocumentReader(value, at: path, keys: ManifestMethod.keys)
        self.path = reader.template("path") ?? .empty
        if let text = reader.text("path") {
            if !text.hasPrefix("/") { reader.fail("path", "must begin with a slash") }
            if text.contains("?") { reader.fail("path", "must not hold a query; there is \"query\"") }
        } else if reader["path"] == nil {
            reader.fail("path", "required")
        }
        let usual = ["create": "post", "update": "patch", "delete": "delete"][name] ?? "get"
        verb = (reader.choice("method", ManifestMethod.verbs) ?? usual).uppercased()
        baseURL = reader.template("base_url")
        headers = reader.templates("headers")
        query = reader["query"].flatMap { reader.compiled($0, at: "query") }
        if reader["query"]?.objectValue == nil, reader["query"] != nil { reader.fail("query", "expected an object") }
        body = reader["body"].flatMap { reader.compiled($0, at: "body") }
        if let format = reader.text("body_format"), ManifestMethod.later.contains(format) {
            reader.fail("body_format", "not supported yet")
            bodyFormat = .json
        } else {
            bodyFormat = reader.word("body_format") ?? .json
        }
        responsePath = JSONPath(reader.text("response_path") ?? "")
        let own = reader.has("pagination")
        do {
            let given = try reader["pagination"].map { (value) throws(ValidationError) in
                try Pagination(value, at: reader.place(of: "pagination"))
            }
            pagination = own ? given : name == "list" ? standard : nil
        } catch {
            reader.add(error)
            pagination = nil
        }
        let listed: Returns = name == "list" || own && pagination != nil ? .list : name == "delete" ? .nothing : .record
        returns = reader.word("returns") ?? listed
        if pagination != nil, returns != .list { reader.fail("pagination", "only a list has pages") }
        do {
            authorization =
                reader.boolean("no_auth") == true
                ? Authorization.none
                : try reader["authorization"].map { (value) throws(ValidationError) in
                    try Authorization(value, at: reader.place(of: "authorization"))
                }
        } catch {
            reader.add(error)
            authorization = nil
        }
        self.failures = failures.overridden(by: reader.expression("error_expression"))
        incremental = reader.part("incremental") { try Incremental($0, at: $1) }
        deprecation = reader.part("deprecated") { try Deprecation($0, at: $1) }
        writes = reader.boolean("writes") ?? ["create", "update", "delete"].contains(name)
        description = reader.text("description") ?? ""
        for key in ["query_schema", "body_schema"] { _ = reader.object(key) }
        _ = reader.texts("scopes")
        _ = reader.text("documentation")
        consumed = Set(
            self.path.queryKeys + (query?.queryKeys ?? []) + (body?.queryKeys ?? []) + headers.flatMap(\.text.queryKeys)
        )
        try reader.finish()
    }

    func capability(of resource: String) -> Capability {
        Capability(
            resource: resource,
            method: name,
            writes: writes,
            needsID: path.needsID,
            takesID: path.needsID,
            requiredQuery: path.queryKeys,
            lookBack: incremental?.lookBack ?? .zero
        )
    }
}

/// A parameter by which a list gives only what changed since a moment.
struct Incremental: Sendable {
    enum Format: String, Sendable, CaseIterable { case iso, date, unix, unix_milliseconds }

    let parameter: String
    let format: Format
    /// How far before the last run a read must begin to miss nothing.
    let lookBack: Duration

    init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(value, at: path, keys: ["param", "format", "look_back", "field"])
        parameter = reader.text("param") ?? ""
        if parameter.isEmpty { reader.fail("param", "required: the query parameter that takes the moment") }
        format = reader.word("format") ?? .iso
        lookBack = .seconds(reader.count("look_back") ?? 0)
        _ = reader.text("field")
        try reader.finish()
    }

    /// The moment as the vendor wants it; other text stays as it is.
    func value(_ given: JSONValue) -> JSONValue {
        guard let moment = given.stringValue.flatMap({ Timestamp(iso: $0) }) else { return given }
        return switch format {
        case .iso: .string(moment.description)
        case .date: .string(String(moment.description.prefix(10)))
        case .unix: .number(JSONNumber(moment.unixSeconds))
        case .unix_milliseconds: .number(JSONNumber(moment.milliseconds))
        }
    }
}

/// When something of the vendor's ends.
struct Deprecation: Sendable {
    /// `YYYY-MM-DD`.
    let date: String
    let note: String

    init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(value, at: path, keys: ["date", "note"])
        date = reader.text("date") ?? ""
        note = reader.text("note") ?? ""
        if Timestamp(iso: date) == nil || date.utf8.count != 10 { reader.fail("date", "expected a day, YYYY-MM-DD") }
        try reader.finish()
    }
}
