/// Writes values as text, without recursion.
enum JSONWriter {
    /// An array or object whose end was not written yet.
    private struct Container {
        let value: JSONValue
        /// Which of its children comes next.
        var next = 0

        /// Writes children up to one that is a container itself, which it returns; nil when it has written the end.
        mutating func advance(depth: Int, indented: Bool, to bytes: inout [UInt8]) -> Container? {
            switch value {
            case .array(let elements):
                while separate(next, of: elements.count, depth: depth, indented, to: &bytes) {
                    next += 1
                    if let child = start(elements[next - 1], to: &bytes) { return child }
                }
                bytes.append(UInt8(ascii: "]"))
            case .object(let members):
                while separate(next, of: members.count, depth: depth, indented, to: &bytes) {
                    let member = members.member(at: next)
                    next += 1
                    JSONValue.writeString(member.key, to: &bytes)
                    bytes.append(UInt8(ascii: ":"))
                    if indented { bytes.append(UInt8(ascii: " ")) }
                    if let child = start(member.value, to: &bytes) { return child }
                }
                bytes.append(UInt8(ascii: "}"))
            case .null, .bool, .number, .string: break
            }
            return nil
        }
    }

    static func write(_ value: JSONValue, indented: Bool, to bytes: inout [UInt8]) {
        guard var innermost = start(value, to: &bytes) else { return }
        var outer: [Container] = []
        while true {
            if let child = innermost.advance(depth: outer.count + 1, indented: indented, to: &bytes) {
                outer.append(innermost)
                innermost = child
            } else {
                guard let parent = outer.popLast() else { return }
                innermost = parent
            }
        }
    }

    /// Writes a scalar, or an opening bracket and returns what it opens.
    private static func start(_ value: JSONValue, to bytes: inout [UInt8]) -> Container? {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: number.text.utf8)
        case .string(let text): JSONValue.writeString(text, to: &bytes)
        case .array:
            bytes.append(UInt8(ascii: "["))
            return Container(value: value)
        case .object:
            bytes.append(UInt8(ascii: "{"))
            return Container(value: value)
        }
        return nil
    }

    /// Writes what stands before the child at `position` and returns true; false before the closing bracket.
    private static func separate(
        _ position: Int,
        of count: Int,
        depth: Int,
        _ indented: Bool,
        to bytes: inout [UInt8]
    ) -> Bool {
        let hasChild = position < count
        if hasChild, position > 0 { bytes.append(UInt8(ascii: ",")) }
        if indented, count > 0 {
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (hasChild ? depth : depth - 1)))
        }
        return hasChild
    }

    /// Whether `byte` may not stand in a string as it is.
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Whether a byte of `text` may not stand in a string as it is; looks at all of them, which is faster than to stop.
    static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.reduce(into: UInt8(0)) { $0 |= needsEscape($1) ? 1 : 0 } != 0
    }

    /// Writes one byte of a string's UTF-8, as an escape where it needs one.
    static func writeEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        guard needsEscape(byte) else {
            bytes.append(byte)
            return
        }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
