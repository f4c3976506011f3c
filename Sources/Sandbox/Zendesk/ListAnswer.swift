/// Answers lists in both of the vendor's paging styles.
struct ListAnswer {
    let request: SandboxRequest
    let cursors: CursorCode
    /// Most records a page has.
    let cap: Int
    /// How many it has when nothing is asked.
    var usual: Int?
    let twist: PageTwist

    func page(of list: RecordList) throws(ZendeskError) -> SandboxAnswer {
        switch try ListPaging(request, list: list.name, cursors: cursors, cap: cap, usual: usual ?? cap) {
        case .after(let position, let size):
            let found = list.members(after: position, limit: size + 1)
            return cursorPage(of: list, members: Array(found.prefix(size)), hasMore: found.count > size)
        case .before(let position, let size):
            let found = list.members(before: position, limit: size + 1)
            return cursorPage(of: list, members: Array(found.suffix(size)), hasMore: found.count > size)
        case .offset(let page, let size):
            return offsetPage(of: list, page: page, size: size)
        }
    }

    private func cursorPage(of list: RecordList, members: [Int], hasMore: Bool) -> SandboxAnswer {
        let requested = request.parameter("page[after]")
        var after = members.last.map { cursors.encode($0, in: list.name) }
        if twist == .repeatCursor { after = requested ?? after }
        let before = members.first.map { cursors.encode($0, in: list.name) }
        let hasMore = hasMore || twist != .none
        let isForward = request.parameter("page[before]") == nil
        let next = hasMore || !isForward ? after.map { link(("page[after]", $0), not: "page[before]") } : nil
        let isInside = isForward ? requested != nil : hasMore
        let previous = isInside ? before.map { link(("page[before]", $0), not: "page[after]") } : nil
        var writer = start(list, members)
        writer.raw(",\"meta\":{\"has_more\":")
        writer.bool(hasMore)
        writer.raw(",\"after_cursor\":")
        writer.string(after)
        writer.raw(",\"before_cursor\":")
        writer.string(before)
        writer.raw("},\"links\":{\"prev\":")
        writer.string(previous)
        writer.raw(",\"next\":")
        writer.string(twist.link(next, from: request.origin))
        writer.raw("}}")
        return SandboxAnswer(body: writer.bytes, records: members.count)
    }

    private func offsetPage(of list: RecordList, page: Int, size: Int) -> SandboxAnswer {
        let members = list.members(page: page, size: size)
        let count = list.count()
        let following = twist == .repeatCursor ? page : page + 1
        let hasNext = page * size < count || twist != .none
        let next = hasNext ? request.address(setting: [("page", String(following))]) : nil
        var writer = start(list, members)
        writer.raw(",\"next_page\":")
        writer.string(twist.link(next, from: request.origin))
        writer.raw(",\"previous_page\":")
        writer.string(page > 1 ? request.address(setting: [("page", String(page - 1))]) : nil)
        writer.raw(",\"count\":")
        writer.number(count)
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: members.count)
    }

    private func start(_ list: RecordList, _ members: [Int]) -> RecordWriter {
        var writer = RecordWriter(reserving: 512 + members.count * 2_560)
        writer.raw("{\"")
        writer.raw(Array(list.key.utf8))
        writer.raw("\":[")
        list.write(members, to: &writer)
        writer.raw("]")
        list.writeBeside(members, &writer)
        return writer
    }

    private func link(_ parameter: (name: String, value: String), not other: String) -> String {
        request.address(setting: [(parameter.name, parameter.value), (other, nil)])
    }
}
