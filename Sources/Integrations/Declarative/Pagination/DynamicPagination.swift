import Domain
import Expressions
import JSON
import JSONata

/// Pages by expressions, for what no other kind can say; a cursor's text is `dynamic:` and JSON.
///
/// Two expressions give what goes into a request as `{query, headers, body}`; they see `{limit}` and `{cursor, limit}`. The
/// third gives the next cursor out of `{body, headers, status, cursor, count}`, or nothing at the list's end.
struct DynamicPagination: PaginationWalk {
    let size: PageSize
    let envelope: [JSONPath] = []
    let fields: [JSONPath] = []
    private let initial: JSONataExpression?
    private let following: JSONataExpression?
    private let cursor: JSONataExpression?

    private static let initialKey = "get_initial_pagination_values_expression"
    private static let followingKey = "get_pagination_values_expression"
    private static let cursorKey = "get_cursor_from_response_expression"

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        let required = [DynamicPagination.followingKey, DynamicPagination.cursorKey]
        var reader = DocumentReader(config, at: path, keys: [DynamicPagination.initialKey] + required + PageSize.keys)
        size = PageSize(&reader)
        initial = reader.expression(DynamicPagination.initialKey)
        following = reader.expression(DynamicPagination.followingKey)
        cursor = reader.expression(DynamicPagination.cursorKey)
        for key in required where reader[key] == nil { reader.fail(key, "required") }
        try reader.finish()
    }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        size.place(&draft, limit: limit)
        var document: JSONObject = [:]
        if let limit { document["limit"] = .number(JSONNumber(limit)) }
        let expression: JSONataExpression?
        if let cursor {
            guard let value = try? JSONValue(parsing: Array(try cursor.required("dynamic").utf8)) else {
                throw IntegrationError(.cursorExpired, message: "the stored cursor is not one of expressions")
            }
            document["cursor"] = value
            expression = following
        } else {
            expression = initial
        }
        guard let expression, let values = try evaluate(expression, .object(document))?.objectValue else { return }
        for (name, value) in values["query"]?.objectValue ?? [:] { draft.query[name] = value }
        for (name, value) in values["headers"]?.objectValue ?? [:] {
            draft.headers.append(.init(name, value.stringValue ?? value.text))
        }
        if let members = values["body"]?.objectValue {
            var body = draft.body?.objectValue ?? JSONObject()
            for (name, value) in members { body[name] = value }
            draft.body = .object(body)
        }
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        guard let expression = cursor else { return nil }
        var document = AnswerDocument.make(of: page.answer)
        document["count"] = .number(JSONNumber(page.split.records.count))
        if let text = page.cursor?.value(of: "dynamic") {
            document["cursor"] = try? JSONValue(parsing: Array(text.utf8))
        }
        let found = try evaluate(expression, .object(document))
        guard let found, !found.isNull, found != "", found != false else { return nil }
        return try page.checked(Cursor("dynamic", found.text))
    }

    private func evaluate(_ expression: JSONataExpression, _ document: JSONValue) throws(IntegrationError) -> JSONValue?
    {
        do {
            return try expression.evaluate(document, limits: ExpressionFunctions.limits)
        } catch {
            throw IntegrationError(.malformed, message: "the manifest's pagination expression failed: \(error)")
        }
    }
}
