/// Which page of a list a request asks for.
enum ListPaging: Sendable {
    /// The records behind a position; 0 is before the first.
    case after(position: Int, size: Int)
    /// The records in front of a position.
    case before(position: Int, size: Int)
    /// A page by its number, from 1.
    case offset(page: Int, size: Int)

    /// The last page offset paging reaches.
    static let lastOffsetPage = 100

    /// Reads `page[size]`, `page[after]`, `page[before]`, or else `page` and `per_page`.
    init(_ request: SandboxRequest, list: String, cursors: CursorCode, cap: Int, usual: Int) throws(ZendeskError) {
        let usesCursor = request.query.contains { $0.name.hasPrefix("page[") }
        let usesOffset = request.query.contains { $0.name == "page" || $0.name == "per_page" }
        guard !(usesCursor && usesOffset) else {
            throw .invalidPaging("Cursor and offset pagination can't be used in one request.")
        }
        guard usesCursor else {
            let page = try ListPaging.number(request, "page") ?? 1
            let size = min(cap, try ListPaging.number(request, "per_page") ?? usual)
            guard page <= ListPaging.lastOffsetPage else {
                throw ZendeskError(
                    status: 400,
                    error: "InvalidPaginationDepth",
                    description: "Number of pages exceeds \(ListPaging.lastOffsetPage); use cursor pagination."
                )
            }
            self = .offset(page: page, size: size)
            return
        }
        let size = min(cap, try ListPaging.number(request, "page[size]") ?? usual)
        let after = request.parameter("page[after]") ?? ""
        let before = request.parameter("page[before]") ?? ""
        guard let cursor = [after, before].first(where: { !$0.isEmpty }) else {
            self = .after(position: 0, size: size)
            return
        }
        guard after.isEmpty || before.isEmpty, let position = cursors.decode(cursor, in: list) else {
            throw .invalidPaging("page[after] or page[before] is not valid")
        }
        self = after.isEmpty ? .before(position: position, size: size) : .after(position: position, size: size)
    }

    private static func number(_ request: SandboxRequest, _ name: String) throws(ZendeskError) -> Int? {
        guard let text = request.parameter(name) else { return nil }
        guard let number = Int(text), number > 0 else {
            throw .invalidPaging("\(name) must be a whole number above 0")
        }
        return number
    }
}
