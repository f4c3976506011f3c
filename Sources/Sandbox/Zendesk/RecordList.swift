/// What one list shows: some of the indexes 1 to `last`, and how to write each.
struct RecordList: Sendable {
    /// The key of the records in answers.
    let key: String
    /// Tells cursors of different lists apart.
    let name: String
    let last: Int
    let isMember: @Sendable (Int) -> Bool
    /// How many members there are; may look at each.
    let count: @Sendable () -> Int
    let write: @Sendable (Int, inout RecordWriter) -> Void
    /// Appends what comes beside these members, with a comma in front; nothing by default.
    var writeBeside: @Sendable ([Int], inout RecordWriter) -> Void = { _, _ in }

    /// Members above `index`, ascending, at most `limit`.
    func members(after index: Int, limit: Int) -> [Int] {
        var members: [Int] = []
        var next = max(0, index) + 1
        while next <= last, members.count < limit {
            if isMember(next) { members.append(next) }
            next += 1
        }
        return members
    }

    /// Members below `index`, ascending, the nearest `limit` of them.
    func members(before index: Int, limit: Int) -> [Int] {
        var members: [Int] = []
        var next = min(index, last + 1) - 1
        while next >= 1, members.count < limit {
            if isMember(next) { members.append(next) }
            next -= 1
        }
        return members.reversed()
    }

    /// The members of a page by its number, from 1.
    func members(page: Int, size: Int) -> [Int] {
        Array(members(after: 0, limit: page * size).dropFirst((page - 1) * size))
    }

    /// Appends members with commas between them.
    func write(_ members: [Int], to writer: inout RecordWriter) {
        var isFirst = true
        for member in members {
            if !isFirst { writer.raw(",") }
            isFirst = false
            write(member, &writer)
        }
    }
}
