import Domain
import Expressions
import JSON
import JSONata

/// How one method of a unified resource becomes a call of the vendor: the first of its alternatives that applies.
package struct UnifiedCallMapping: Sendable {
    /// Why the call can't be made at all.
    private let refusal: String?
    let condition: JSONataExpression?
    /// The vendor's own resource.
    package let resource: String
    package let method: String
    let query: JSONataExpression?
    let body: JSONataExpression?
    /// Names of the lookups that the call's records need.
    let lookups: [String]

    static let keys = ["when", "resource", "method", "query_mapping", "request_body_mapping", "lookups"]

    init(_ value: JSONValue, method: String, at path: String) throws(ValidationError) {
        refusal = nil
        var reader = DocumentReader(value, at: path, keys: UnifiedCallMapping.keys)
        condition = reader.expression("when")
        resource = reader.text("resource") ?? ""
        self.method = reader.text("method") ?? method
        query = reader.expression("query_mapping")
        body = reader.expression("request_body_mapping")
        lookups = reader.texts("lookups")
        if resource.isEmpty { reader.fail("resource", "required: the vendor's own resource") }
        try reader.finish()
    }

    /// A call that fails with `reason` before anything is sent.
    init(refusing reason: String, resource: String, method: String) {
        refusal = reason
        self.resource = resource
        self.method = method
        (condition, query, body, lookups) = (nil, nil, nil, [])
    }

    /// What the call reads of the unified query, by the first name of each path.
    package var queryNames: Set<String> {
        Set(
            [condition, query, body].compactMap { $0?.source }.flatMap { text in
                text.split(separator: "query.", omittingEmptySubsequences: false).dropFirst().map { rest in
                    String(rest.prefix { $0.isLetter || $0 == "_" })
                }
            }
        )
    }

    func applies(to document: JSONValue, _ variables: [String: JSONValue]) throws(IntegrationError) -> Bool {
        if let refusal { throw IntegrationError(.unsendable, message: refusal) }
        guard let condition else { return true }
        return JSONataExpression.isTrue(try MappingExpression.value(of: condition, document, variables, "when"))
    }
}

/// Rows of another of the vendor's lists that the records of a page are read with.
struct LookupMapping: Sendable {
    enum Source: Sendable {
        /// The whole list, kept for some minutes.
        case list
        /// The rows of a page's keys, asked for `chunk` keys at a time.
        case keyed(on: JSONataExpression, key: JSONataExpression, chunk: Int)
        /// Rows that came with the page, at this path of its body.
        case sideLoaded(page: JSONPath, on: JSONataExpression, key: JSONataExpression)
    }

    let name: String
    let source: Source
    var isWholeList: Bool {
        if case .list = source { return true }
        return false
    }
    let resource: String
    let method: String
    let fixedQuery: JSONObject
    let query: JSONataExpression?
    let body: JSONataExpression?

    private static let keys = [
        "resource", "method", "query", "on", "key", "chunk", "page", "query_mapping", "request_body_mapping",
    ]

    init(_ name: String, _ value: JSONValue, at path: String) throws(ValidationError) {
        self.name = name
        var reader = DocumentReader(value, at: path, keys: LookupMapping.keys)
        resource = reader.text("resource") ?? ""
        method = reader.text("method") ?? "list"
        fixedQuery = reader.object("query")
        query = reader.expression("query_mapping")
        body = reader.expression("request_body_mapping")
        let (on, key) = (reader.expression("on"), reader.expression("key"))
        let page = reader.text("page").map { JSONPath($0) }
        switch (page, on, key) {
        case (nil, nil, nil): source = .list
        case (nil, let on?, let key?): source = .keyed(on: on, key: key, chunk: reader.count("chunk") ?? 100)
        case (let page?, let on?, let key?): source = .sideLoaded(page: page, on: on, key: key)
        default:
            source = .list
            reader.fail("", "\"on\" and \"key\" belong together")
        }
        if on == nil || page != nil {
            for key in ["query_mapping", "request_body_mapping", "chunk"] where reader[key] != nil {
                reader.fail(key, "belongs to a lookup by key")
            }
        }
        if page == nil, resource.isEmpty { reader.fail("resource", "required: the vendor's own resource") }
        try reader.finish()
    }
}

/// Evaluates the expressions of a mapping that make a call; what they throw stops the call.
enum MappingExpression {
    static func value(
        of expression: JSONataExpression,
        _ document: JSONValue,
        _ variables: [String: JSONValue],
        _ name: String
    ) throws(IntegrationError) -> JSONValue? {
        do {
            return try expression.evaluate(document, bindings: variables, limits: ExpressionFunctions.limits)
        } catch {
            throw IntegrationError(.unsendable, message: "the mapping's \(name) failed: \(error)")
        }
    }

    /// An object, empty where the expression is absent or has no value.
    static func object(
        of expression: JSONataExpression?,
        _ document: JSONValue,
        _ variables: [String: JSONValue],
        _ name: String
    ) throws(IntegrationError) -> JSONObject {
        guard let expression, let value = try value(of: expression, document, variables, name) else { return [:] }
        guard let object = value.objectValue else {
            throw IntegrationError(.unsendable, message: "the mapping's \(name) gives \(value.kindName), not an object")
        }
        return object
    }
}
