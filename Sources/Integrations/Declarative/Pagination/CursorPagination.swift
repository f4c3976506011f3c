import Domain
import Expressions
import JSON

/// Pages behind a text that the vendor gives: in the body, in a header, or a field of the last record; `cursor:…`.
struct CursorPagination: PaginationWalk {
    private enum Source: Sendable { case body, header(String), lastRecord }

    let size: PageSize
    let envelope: [JSONPath]
    let fields: [JSONPath]
    private let source: Source
    private let parameter: String
    /// Whether the cursor goes into the body of the request.
    private let isInBody: Bool
    private let tellsMore: Bool

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        let sources = ["cursor_path", "cursor_header", "last_record_path"]
        let keys = sources + ["cursor_param", "cursor_in", ListEnd.hasMoreKey] + PageSize.keys
        var reader = DocumentReader(config, at: path, keys: keys)
        size = PageSize(&reader)
        parameter = reader.text("cursor_param") ?? "cursor"
        let place = reader.text("cursor_in") ?? "query"
        if place != "query", place != "body" { reader.fail("cursor_in", "expected query or body, found \"\(place)\"") }
        isInBody = place == "body"
        let given = sources.filter { reader[$0] != nil }
        if given.count != 1 { reader.fail("", "give one of \(sources.joined(separator: ", "))") }
        let body = reader.text("cursor_path").map { JSONPath($0) }
        let last = reader.text("last_record_path").map { JSONPath($0) }
        let more = reader.text(ListEnd.hasMoreKey).map { JSONPath($0) }
        source = reader.text("cursor_header").map { .header($0) } ?? (last == nil ? .body : .lastRecord)
        if last != nil, more == nil {
            reader.fail(ListEnd.hasMoreKey, "required with last_record_path: else nothing tells the last page")
        }
        tellsMore = more != nil
        envelope = [more, body].compactMap { $0 }
        fields = [last].compactMap { $0 }
        try reader.finish()
    }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        size.place(&draft, limit: limit)
        guard let cursor else { return }
        let text = try cursor.required("cursor")
        guard isInBody else {
            draft.query[parameter] = .string(text)
            return
        }
        var body = draft.body?.objectValue ?? JSONObject()
        body[parameter] = .string(text)
        draft.body = .object(body)
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        if tellsMore, page.bool(0) != true { return nil }
        let text: String?
        switch source {
        case .body: text = page.text(tellsMore ? 1 : 0)
        case .header(let name): text = page.answer.header(name)
        case .lastRecord: text = page.lastField(0)
        }
        guard let text, !text.isEmpty else {
            guard tellsMore else { return nil }
            throw IntegrationError(.malformed, message: "the page says that there is more, and gives no cursor")
        }
        return try page.checked(Cursor("cursor", text))
    }
}
