extension Matcher {
    func takeLiteral(_ start: Int, _ count: Int, _ place: inout Int) -> Bool {
        guard count <= text.count - place else { return false }
        for offset in 0..<count where text[place + offset] != program.bytes[start + offset] { return false }
        place += count
        return true
    }

    func takeLiteralBehind(_ start: Int, _ count: Int, _ place: inout Int) -> Bool {
        var first = place - count
        guard first >= 0, takeLiteral(start, count, &first) else { return false }
        place -= count
        return true
    }

    /// Matches what a group holds once more; nothing when it holds nothing.
    mutating func takeAgain(group: Int, isBehind: Bool, _ place: inout Int) throws(PatternError) -> Bool {
        guard let range = captured(group: group) else { return true }
        try spend(range.count)
        var own = isBehind ? range.upperBound : range.lowerBound
        let end = isBehind ? range.lowerBound : range.upperBound
        while own != end {
            if isBehind {
                guard place > 0 else { return false }
                own = text.scalarStart(before: own)
                place = text.scalarStart(before: place)
                guard isSame(own, place) else { return false }
            } else {
                guard place < text.count, isSame(own, place) else { return false }
                own = text.scalarEnd(from: own)
                place = text.scalarEnd(from: place)
            }
        }
        return true
    }

    private func isSame(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (text.scalar(at: first).value, text.scalar(at: second).value)
        return one == other || program.ignoresCase && CaseFolding.fold(one) == CaseFolding.fold(other)
    }

    func isWordBoundary(_ place: Int) -> Bool {
        let before = place > 0 && program.word.contains(text.scalar(at: text.scalarStart(before: place)).value)
        let after = place < text.count && program.word.contains(text.scalar(at: place).value)
        return before != after
    }
}
