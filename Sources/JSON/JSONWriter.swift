/// Writes values as text, without recursion.
enum JSONWriter {
    /// A container whose end was not written yet, and which of its children comes next.
    private struct Container {
        let value: JSONValue
        var next = 0
    }

    static func write(_ value: JSONValue, indented: Bool, to bytes: inout [UInt8]) {
        var open: [Container] = []
        start(value, open: &open, to: &bytes)
        while let last = open.last {
            let position = last.next
            open[open.count - 1].next += 1
            switch last.value {
            case .array(let elements):
                guard separate(position, of: elements.count, depth: open.count, indented, to: &bytes) else {
                    bytes.append(UInt8(ascii: "]"))
                    open.removeLast()
                    continue
                }
                start(elements[position], open: &open, to: &bytes)
            case .object(let members):
                guard separate(position, of: members.count, depth: open.count, indented, to: &bytes) else {
                    bytes.append(UInt8(ascii: "}"))
                    open.removeLast()
                    continue
                }
                let member = members.member(at: position)
                JSONValue.writeString(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                if indented { bytes.append(UInt8(ascii: " ")) }
                start(member.value, open: &open, to: &bytes)
            case .null, .bool, .number, .string:
                open.removeLast()
            }
        }
    }

    /// Writes a scalar or an opening bracket.
    private static func start(_ value: JSONValue, open: inout [Container], to bytes: inout [UInt8]) {
        switch value {
        case .null:
            bytes.append(contentsOf: "null".utf8)
        case .bool(let value):
            bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number):
            bytes.append(contentsOf: number.text.utf8)
        case .string(let text):
            JSONValue.writeString(text, to: &bytes)
        case .array:
            bytes.append(UInt8(ascii: "["))
            open.append(Container(value: value))
        case .object:
            bytes.append(UInt8(ascii: "{"))
            open.append(Container(value: value))
        }
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
