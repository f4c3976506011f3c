import Domain
import Expressions
import JSON

/// Pages by the `Range` header in a unit of the vendor's (`items=0-99`), told apart by `Content-Range`; `range:…`.
struct RangePagination: PaginationWalk {
    let size: PageSize
    let envelope: [JSONPath] = []
    let fields: [JSONPath] = []
    private let unit: String
    private static let standardSize = 100

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(config, at: path, keys: ["range_unit", "limit", "max_limit"])
        unit = reader.text("range_unit") ?? "items"
        if reader["limit_param"] != nil { reader.fail("limit_param", "the range says how many") }
        size = PageSize(
            standard: reader.count("limit") ?? RangePagination.standardSize,
            most: reader.count("max_limit")
        )
        try reader.finish()
    }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        let start = try cursor.map { (cursor) throws(IntegrationError) in try cursor.required("range") } ?? "0"
        guard let first = Int(start) else {
            throw IntegrationError(.cursorExpired, message: "the stored cursor is not a place in a range")
        }
        draft.headers.append(.init("range", "\(unit)=\(first)-\(first + (limit ?? RangePagination.standardSize) - 1)"))
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        let start = page.cursor?.value(of: "range").flatMap { Int($0) } ?? 0
        guard let text = page.answer.header("content-range") else {
            throw IntegrationError(.malformed, message: "the page has no Content-Range header")
        }
        let reached = start + page.split.records.count
        let total = text.split(separator: "/").last.flatMap { Int($0) }
        let hasMore = total.map { reached < $0 } ?? !page.split.records.isEmpty
        return try hasMore ? page.checked(Cursor("range", String(reached))) : nil
    }
}

extension PageSize {
    /// For kinds that say the size in their own way.
    init(standard: Int, most: Int?) {
        parameter = nil
        self.standard = standard
        self.most = most ?? standard
    }
}
