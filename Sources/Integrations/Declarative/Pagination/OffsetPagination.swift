import Domain
import Expressions
import JSON

/// Pages by the number of records before them; a cursor's text is `offset:…`.
struct OffsetPagination: PaginationWalk {
    let size: PageSize
    let fields: [JSONPath] = []
    private let parameter: String
    private let end: ListEnd

    private static let totalKey = "total_path"

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        let keys = ["offset_param", ListEnd.hasMoreKey, OffsetPagination.totalKey] + PageSize.keys
        var reader = DocumentReader(config, at: path, keys: keys)
        size = PageSize(&reader)
        parameter = reader.text("offset_param") ?? "offset"
        end = ListEnd(&reader, totalKey: OffsetPagination.totalKey)
        try reader.finish()
    }

    var envelope: [JSONPath] { end.envelope }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        let offset = try cursor.map { (cursor) throws(IntegrationError) in try cursor.required("offset") }
        draft.query[parameter] = .string(offset ?? "0")
        size.place(&draft, limit: limit)
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        let start = page.cursor?.value(of: "offset").flatMap { Int($0) } ?? 0
        let reached = start + page.split.records.count
        return try end.hasMore(after: page, reached: reached) ? page.checked(Cursor("offset", String(reached))) : nil
    }
}
