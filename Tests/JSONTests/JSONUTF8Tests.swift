import JSON
import Testing

@Suite struct JSONUTF8Tests {
    @Test(
        arguments: [
            [0x80], [0xbf], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf],
            [0xf0, 0x80, 0x80, 0x80],
            [0xf0, 0x8f, 0xbf, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80],
            [0xf5, 0x80, 0x80, 0x80],
            [0xf8, 0x88, 0x80, 0x80, 0x80], [0xff], [0xfe], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98],
            [0xe2, 0x28, 0xa1],
            [0xe2, 0x82, 0x28], [0xf0, 0x28, 0x8c, 0xbc], [0xf0, 0x9f, 0x28, 0x80], [0xf0, 0x9f, 0x98, 0x28],
            [0xc3, 0xc3, 0xa9],
        ] as [[UInt8]]
    )
    func `ill-formed sequences are refused where they start`(_ sequence: [UInt8]) {
        for lead in [0, 1, 5, 6, 7, 8, 13] {  // at every place within eight bytes, in strings and in keys
            let before = Array("[\"".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: lead)
            for page in [
                before + sequence + Array("\"]".utf8),
                Array("{\"".utf8) + before[2...] + sequence + Array("\":1}".utf8),
            ] {
                let error = #expect(throws: JSONError.self) { try JSONValue(parsing: page) }
                #expect(error?.offset == before.count)
                #expect(error?.message.hasSuffix("expected valid UTF-8") == true)
                let split = #expect(throws: JSONError.self) {
                    try PageSplitter(shape: PageShape(records: "")).split(page)
                }
                #expect(split == error)
            }
        }
    }

    @Test(arguments: [
        "\u{80}", "\u{7ff}", "\u{800}", "\u{d7ff}", "\u{e000}", "\u{fffd}", "\u{ffff}", "\u{10000}", "\u{10ffff}",
        "é日😀", "x\u{301}",
    ])
    func `well-formed sequences are kept`(_ text: String) throws {
        for lead in 0..<9 {
            let text = String(repeating: "x", count: lead) + text
            let page = Array("[\"\(text)\"]".utf8)
            #expect(try JSONValue(parsing: page)[0]?.stringValue.map { Array($0.utf8) } == Array(text.utf8))
            let split = try PageSplitter(shape: PageShape(records: "", fields: [""])).split(page)
            #expect(split.field(0, of: 0).flatMap(split.scalar) == text)
        }
    }

    @Test func `every sequence of two bytes, and every third and fourth one, is judged as Swift judges it`() throws {
        let splitter = PageSplitter(shape: PageShape(records: ""))
        for first in UInt8(0xc0)...0xff {
            for second in stride(from: UInt8(0x70), through: 0xcf, by: 3) {
                for tail in [[], [0x80], [0xbf], [0xc0], [0x80, 0x80], [0xbf, 0xbf], [0x80, 0x7f]] as [[UInt8]] {
                    let text = [first, second] + tail
                    let page = Array("[\"".utf8) + text + Array("\"]".utf8)
                    let isValid = String(validating: text, as: UTF8.self) != nil
                    #expect((try? JSONValue(parsing: page) != nil) == (isValid ? true : nil))
                    #expect((try? splitter.split(page).records.count) == (isValid ? 1 : nil))
                }
            }
        }
    }

    @Test func `bytes from 0x80 on outside of strings are refused`() {
        for page in [[0xc3, 0xa9], [0x5b, 0xff, 0x5d], [0x31, 0xe2, 0x80, 0xa8]] as [[UInt8]] {
            #expect(throws: JSONError.self) { try JSONValue(parsing: page) }
            #expect(throws: JSONError.self) { try PageSplitter(shape: PageShape(records: "")).split(page) }
        }
    }
}
