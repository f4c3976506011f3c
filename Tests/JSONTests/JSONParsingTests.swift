import JSON
import Testing

@Suite struct JSONParsingTests {
    @Test(
        arguments: [
            ("null", .null), (" \n\r\ttrue ", true), ("false", false), ("0", 0), ("-12", -12), ("\"\"", ""),
            ("\"a/b\"", "a/b"), ("[]", []), ("[ ]", []), ("{ }", [:]), ("[1,[2,[]],{}]", [1, [2, []], [:]]),
            ("{\"a\" : 1 , \"b\":{\"c\":null}}", ["a": 1, "b": ["c": nil]]), ("{\"\":0}", ["": 0]),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"), ("\"\u{7f}\"", "\u{7f}"),
            ("\"\\u0041\\u00e9\\u20AC\"", "A\u{e9}\u{20ac}"), ("\"\\u0000\"", "\u{0}"), ("\"日本語 😀\"", "日本語 😀"),
        ] as [(String, JSONValue)]
    )
    func `reads what RFC 8259 allows`(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        ("", 1, 1, "found the end of the text, expected a value"),
        (" \n ", 2, 2, "found the end of the text, expected a value"),
        ("nul", 1, 4, "found the end of the text, expected the rest of \"null\""),
        ("trUe", 1, 3, "found \"U\", expected the rest of \"true\""),
        ("NaN", 1, 1, "found \"N\", expected a value"), ("'a'", 1, 1, "found \"'\", expected a value"),
        ("+1", 1, 1, "found \"+\", expected a value"), (".5", 1, 1, "found \".\", expected a value"),
        ("01", 1, 2, "found \"1\", expected nothing after the value"),
        ("1 2", 1, 3, "found \"2\", expected nothing after the value"),
        ("1.", 1, 3, "found the end of the text, expected a digit"), ("1.e5", 1, 3, "found \"e\", expected a digit"),
        ("-", 1, 2, "found the end of the text, expected a digit"), ("-a", 1, 2, "found \"a\", expected a digit"),
        ("1e+", 1, 4, "found the end of the text, expected a digit"),
        ("0x1", 1, 2, "found \"x\", expected nothing after the value"),
        ("[1,]", 1, 4, "found \"]\", expected a value"), ("[,1]", 1, 2, "found \",\", expected a value"),
        ("[1 2]", 1, 4, "found \"2\", expected \",\" or \"]\""), ("[1}", 1, 3, "found \"}\", expected \",\" or \"]\""),
        ("[1", 1, 3, "found the end of the text, expected \",\" or \"]\""),
        ("[", 1, 2, "found the end of the text, expected a value"),
        ("{", 1, 2, "found the end of the text, expected a key in quotation marks or \"}\""),
        ("{a:1}", 1, 2, "found \"a\", expected a key in quotation marks or \"}\""),
        ("{\"a\":1,}", 1, 8, "found \"}\", expected a key in quotation marks"),
        ("{\"a\" 1}", 1, 6, "found \"1\", expected \":\" after the key"),
        ("{\"a\":1 \"b\":2}", 1, 8, "found a quotation mark, expected \",\" or \"}\""),
        ("{\"a\":1]", 1, 7, "found \"]\", expected \",\" or \"}\""),
        ("[1] // x", 1, 5, "found \"/\", expected nothing after the value"),
        ("\"a", 1, 3, "found the end of the text, expected the string's closing quotation mark"),
        ("\"a\nb\"", 1, 3, "found a line break in a string, expected it written as an escape"),
        ("\"\t\"", 1, 2, "found a tab in a string, expected it written as an escape"),
        ("\"\u{1}\"", 1, 2, "found the byte 0x01 in a string, expected it written as an escape"),
        ("\"\\x\"", 1, 3, "found \"x\" after a backslash, expected one of \" \\ / b f n r t u"),
        ("\"\\", 1, 3, "found the end of the text after a backslash, expected one of \" \\ / b f n r t u"),
        ("\"\\u12g4\"", 1, 6, "found \"g\", expected a hexadecimal digit of a \\u escape"),
        ("\"\\u12\"", 1, 6, "found a quotation mark, expected a hexadecimal digit of a \\u escape"),
        ("\u{feff}1", 1, 1, "found a byte order mark, expected a value"),
        ("\u{a0}1", 1, 1, "found the byte 0xC2, expected a value"),
        ("{\n  \"a\": [\n    1,\n    oops\n]}", 4, 5, "found \"o\", expected a value"),
        ("[\"é\", x]", 1, 8, "found \"x\", expected a value"),
    ])
    func `says where a text stops being JSON, and why`(_ text: String, _ line: Int, _ column: Int, _ message: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == "line \(line), column \(column): \(message)")
        let split = #expect(throws: JSONError.self) {
            try PageSplitter(shape: PageShape(records: "")).split(Array(text.utf8))
        }
        #expect(split == error)
    }

    @Test func `an error's offset counts bytes from 0`() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[\n\"é\",\n?]") }
        #expect(error?.offset == 8)
        #expect(error?.line == 3)
        #expect(error?.column == 1)
    }

    @Test func `keys keep their order, and of a repeated key the last value takes the first place`() throws {
        let value = try JSONValue(parsing: "{\"z\":1,\"a\":2,\"\\u007a\":3,\"m\":4}")
        #expect(value.objectValue?.keys == ["z", "a", "m"])
        #expect(value.text == "{\"z\":3,\"a\":2,\"m\":4}")
    }

    @Test(arguments: [
        ("\\ud83d\\ude00", "😀"), ("\\uD83D\\uDE00", "😀"), ("\\ud800", "\u{fffd}"), ("\\udc00", "\u{fffd}"),
        ("\\ud800x", "\u{fffd}x"), ("\\ud800\\n", "\u{fffd}\n"), ("\\ud800\\ud800\\udc00", "\u{fffd}\u{10000}"),
        ("\\udc00\\ud800", "\u{fffd}\u{fffd}"), ("\\ud800\\u0041", "\u{fffd}A"), ("\\udbff\\udfff", "\u{10ffff}"),
    ])
    func `surrogate pairs become one character, halves the replacement character`(_ escaped: String, _ want: String)
        throws
    {
        #expect(try JSONValue(parsing: "\"\(escaped)\"") == .string(want))
    }

    @Test func `a range is read as a text of its own`() throws {
        let bytes = Array("xx[1,2]yy".utf8)
        #expect(try JSONValue(parsing: bytes, in: 2..<7) == [1, 2])
        let cut = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes, in: 2..<6) }
        #expect(cut?.description == "line 1, column 7: found the end of the text, expected \",\" or \"]\"")
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes, in: 2..<10) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes, in: -1..<3) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes, in: 3..<3) }
    }

    @Test func `a text above the size limit is refused unread`() throws {
        let limits = JSONLimits(maxDepth: 512, maxBytes: 3)
        #expect(try JSONValue(parsing: "123", limits: limits) == 123)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "????", limits: limits) }
        #expect(error?.message == "found a text of 4 bytes, expected at most 3")
    }
}
