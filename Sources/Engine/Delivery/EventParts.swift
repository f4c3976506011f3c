import Domain

/// Splits a page's records over events: by bytes first, then by count; order stays, nothing is left out.
enum EventParts {
    /// Ranges of indices into `sizes`, which are the bytes of each record.
    ///
    /// `room` is what an event has for records and the commas between them; a record that is larger goes alone.
    static func split(_ sizes: [Int], room: Int, maxRecords: Int) -> [Range<Int>] {
        byBytes(sizes, room: room).flatMap { range in
            stride(from: range.lowerBound, to: range.upperBound, by: max(1, maxRecords)).map { start in
                start..<min(start + max(1, maxRecords), range.upperBound)
            }
        }
    }

    private static func byBytes(_ sizes: [Int], room: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var bytes = 0
        for (index, size) in sizes.enumerated() {
            if index > start, bytes + 1 + size > room {
                parts.append(start..<index)
                start = index
            }
            bytes = index == start ? size : bytes + 1 + size
        }
        if start < sizes.count { parts.append(start..<sizes.count) }
        return parts
    }
}
