import Domain
import Expressions
import JSON

/// Pages behind an address in the body, whole or as a path of the same host; a cursor's text is `link:…`.
struct NextURLPagination: PaginationWalk {
    let size: PageSize
    let envelope: [JSONPath]
    let fields: [JSONPath] = []

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(config, at: path, keys: ["next_url_path"] + PageSize.keys)
        size = PageSize(&reader)
        let next = reader.text("next_url_path")
        if next == nil { reader.fail("next_url_path", "required: where the answer has the next page's address") }
        envelope = [JSONPath(next ?? "")]
        try reader.finish()
    }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        guard let cursor else { return size.place(&draft, limit: limit) }
        draft.link = try cursor.required("link")
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        guard let link = page.text(0), !link.isEmpty else { return nil }
        return try page.checked(Cursor("link", link))
    }
}
