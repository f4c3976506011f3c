import Domain
import Expressions
import JSON
import JSONata
import Placeholders

/// A node's `query` and `body` where they are given as JSONata expressions.
struct NodeExpressions: Sendable {
    private let query: JSONataExpression?
    private let body: JSONataExpression?

    /// Throws what is wrong with an expression, with its place in the job.
    init(of node: ResourceNode, at path: String) throws(ValidationError) {
        query = try node.queryExpression.map { (text) throws(ValidationError) in
            try ExpressionFunctions.compile(text, at: "\(path).query")
        }
        body = try node.bodyExpression.map { (text) throws(ValidationError) in
            try ExpressionFunctions.compile(text, at: "\(path).body")
        }
    }

    var areGiven: Bool { query != nil || body != nil }

    /// Whether an expression names `field`.
    func mention(_ field: String) -> Bool {
        query?.mentions(field) == true || body?.mentions(field) == true
    }

    /// The query that the expression gives; nil where none is given.
    ///
    /// Throws when it fails or gives anything but an object; no value is an empty query.
    func query(for document: JSONValue) throws(PlaceholderError) -> JSONObject? {
        guard let query else { return nil }
        guard let value = try value(of: query, for: document, at: "query") else { return JSONObject() }
        guard let object = value.objectValue else {
            throw PlaceholderError(
                location: "query",
                offset: 0,
                message: "the expression gives \(value.kindName), expected an object"
            )
        }
        return object
    }

    /// The body that the expression gives; nil where none is given or it has no value.
    func body(for document: JSONValue) throws(PlaceholderError) -> JSONValue? {
        guard let body else { return nil }
        return try value(of: body, for: document, at: "body")
    }

    private func value(
        of expression: JSONataExpression,
        for document: JSONValue,
        at location: JSONPath
    ) throws(PlaceholderError) -> JSONValue? {
        do {
            return try expression.evaluate(document, limits: ExpressionFunctions.limits)
        } catch {
            throw PlaceholderError(location: location, offset: error.position ?? 0, message: error.description)
        }
    }
}

extension ResourceNode {
    /// Where the node's record stands in the document that expressions see.
    var expressionPath: JSONPath { JSONPath(segments: ["resources"] + contextPath.segments) }
}
