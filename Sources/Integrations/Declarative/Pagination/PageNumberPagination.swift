import Domain
import Expressions
import JSON

/// Numbered pages; a cursor's text is `page:…`.
struct PageNumberPagination: PaginationWalk {
    let size: PageSize
    let fields: [JSONPath] = []
    private let parameter: String
    private let first: Int
    private let end: ListEnd

    private static let totalKey = "total_pages_path"

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        let keys = ["page_param", "first_page", ListEnd.hasMoreKey, PageNumberPagination.totalKey] + PageSize.keys
        var reader = DocumentReader(config, at: path, keys: keys)
        size = PageSize(&reader)
        parameter = reader.text("page_param") ?? "page"
        first = reader["first_page"] == 0 ? 0 : reader.count("first_page") ?? 1
        end = ListEnd(&reader, totalKey: PageNumberPagination.totalKey)
        try reader.finish()
    }

    var envelope: [JSONPath] { end.envelope }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        let number = try cursor.map { (cursor) throws(IntegrationError) in try cursor.required("page") }
        draft.query[parameter] = .string(number ?? String(first))
        size.place(&draft, limit: limit)
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        let number = page.cursor?.value(of: "page").flatMap { Int($0) } ?? first
        return try end.hasMore(after: page, reached: number - first + 1) ? Cursor("page", String(number + 1)) : nil
    }
}
