/// Why a text is not the JSON that was asked for, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What was found and what was expected, in one sentence without the place.
    ///
    /// Holds at most one character of the text.
    public let message: String
    /// The line, from 1; lines end at a line feed.
    public let line: Int
    /// The column within the line, in bytes from 1.
    public let column: Int
    /// The position in the whole text, in bytes from 0; the text's length when it ends too early.
    public let offset: Int
    /// Whether the text is larger or deeper than was allowed, rather than wrong.
    public let isBeyondLimit: Bool

    /// Finds line and column of `offset`, which is held within `bytes`.
    init(message: String, offset: Int, in bytes: [UInt8], isBeyondLimit: Bool = false) {
        self.message = message
        self.isBeyondLimit = isBeyondLimit
        self.offset = min(max(offset, 0), bytes.count)
        var line = 1
        var lineStart = 0
        for index in 0..<self.offset where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = self.offset - lineStart + 1
    }

    /// Says what is at `offset` before `end`, and what should be there.
    init(_ expectation: JSONExpectation, offset: Int, end: Int, in bytes: [UInt8]) {
        self.init(
            message: expectation.message(at: offset, end: end, in: bytes),
            offset: offset,
            in: bytes,
            isBeyondLimit: expectation.isLimit
        )
    }
}

extension JSONError: CustomStringConvertible {
    /// The place and the message, such as `line 1, column 5: found "x", expected a value`.
    public var description: String { "line \(line), column \(column): \(message)" }
}
