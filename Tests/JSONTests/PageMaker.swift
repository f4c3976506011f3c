import JSON

/// Makes small pages, shapes that fit them now and then, and damage.
struct PageMaker {
    private var random: SeededRandom
    private static let keys = ["a", "b", "id", "tickets", "0", "1", "", "é", "a b"]
    private static let writtenKeys = keys + ["\\u0061", "\\u0069d", "\\u00e9", "t\\u0069ckets", "\\/", "\\ud800"]
    private static let scalars = [
        "null", "true", "false", "0", "-0.0", "1E5", "1e400", "12345678901234567890123", "3.10", "\"\"", "\"x\"",
        "\"\\u00fc \\ud83d\\ude00 \\udc00\"", "\"日本語 😀 é\"", "\"a longer text, so that eight bytes at a time count\"",
        "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
    ]
    private static let blanks = ["", "", "", "", " ", "\n", "\r\n\t", "  "]

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func page() -> [UInt8] { Array((blank() + value(depth: 5) + blank()).utf8) }

    mutating func shape() -> PageShape {
        PageShape(
            records: path(),
            envelope: (0..<random.below(4)).map { _ in path() },
            fields: (0..<random.below(5)).map { _ in path() }
        )
    }

    /// Cuts, repeats, changes or drops some bytes.
    mutating func damaged(_ page: [UInt8]) -> [UInt8] {
        var page = page
        for _ in 0...random.below(2) where !page.isEmpty {
            let place = random.below(page.count)
            switch random.below(5) {
            case 0: page.removeLast(page.count - place)
            case 1: page.remove(at: place)
            case 2: page[place] = UInt8(truncatingIfNeeded: random.next())
            case 3: page.insert(random.pick(Array("{}[],:\"\\0-.eu\u{1}\n".utf8)), at: place)
            default: page.insert(contentsOf: page[place..<min(page.count, place + 1 + random.below(8))], at: place)
            }
        }
        return page
    }

    private mutating func path() -> JSONPath {
        JSONPath(segments: (0..<random.below(4)).map { _ in random.pick(Self.keys) })
    }

    private mutating func blank() -> String { random.pick(Self.blanks) }

    private mutating func value(depth: Int) -> String {
        let kind = depth == 0 ? 9 : random.below(10)
        switch kind {
        case 0...3:
            let members = (0..<random.below(5)).map { _ in
                let key = "\(blank())\"\(random.pick(Self.writtenKeys))\"\(blank())"
                return "\(key):\(blank())\(value(depth: depth - 1))\(blank())"
            }
            return "{\(blank())\(members.joined(separator: ","))}"
        case 4...6:
            let elements = (0..<random.below(4)).map { _ in "\(blank())\(value(depth: depth - 1))\(blank())" }
            return "[\(blank())\(elements.joined(separator: ","))]"
        default:
            return random.pick(Self.scalars)
        }
    }
}
