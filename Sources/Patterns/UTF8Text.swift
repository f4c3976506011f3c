/// Reading the characters of valid UTF-8; places are at the start of a character or at the end of the text.
extension UnsafeBufferPointer<UInt8> {
    /// The character at `place`, which must not be the end, and how many bytes it takes.
    @inline(__always)
    func scalar(at place: Int) -> (value: UInt32, width: Int) {
        let first = UInt32(self[place])
        if first < 0x80 { return (first, 1) }
        let second = UInt32(self[place + 1] & 0x3F)
        if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
        let third = UInt32(self[place + 2] & 0x3F)
        if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
        return ((first & 0x07) << 18 | second << 12 | third << 6 | UInt32(self[place + 3] & 0x3F), 4)
    }

    /// Where the character at `place`, which must not be the end, ends.
    @inline(__always)
    func scalarEnd(from place: Int) -> Int { place + scalar(at: place).width }

    /// Where the character before `place`, which must not be 0, begins.
    @inline(__always)
    func scalarStart(before place: Int) -> Int {
        var start = place - 1
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// Moves behind the character at `place` if it is in the set.
    @inline(__always)
    func take(_ set: ScalarSet, at place: inout Int) -> Bool {
        guard place < count else { return false }
        let (value, width) = scalar(at: place)
        guard set.contains(value) else { return false }
        place += width
        return true
    }

    /// Moves before the character that ends at `place` if it is in the set.
    @inline(__always)
    func takeBehind(_ set: ScalarSet, at place: inout Int) -> Bool {
        guard place > 0 else { return false }
        let start = scalarStart(before: place)
        guard set.contains(scalar(at: start).value) else { return false }
        place = start
        return true
    }

    func hasLineBreak(after place: Int) -> Bool { Self.isLineBreak(scalar(at: place).value) }

    func hasLineBreak(before place: Int) -> Bool { Self.isLineBreak(scalar(at: scalarStart(before: place)).value) }

    private static func isLineBreak(_ value: UInt32) -> Bool {
        value == 0x0A || value == 0x0D || value == 0x2028 || value == 0x2029
    }
}
