import JSON
import Testing

@Suite struct JSONTextTests {
    @Test(
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"), (-1, "-1"), (2.0, "2"), ("", "\"\""), ([], "[]"),
            ([:], "{}"),
            (["b": [1, nil, "x"], "a": ["c": false]], "{\"b\":[1,null,\"x\"],\"a\":{\"c\":false}}"),
            (
                "\"\\/\u{8}\t\n\u{c}\r\u{0}\u{1f}\u{7f}é😀\u{2028}",
                "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u{7f}é😀\u{2028}\""
            ),
            (["\"\n": 1], "{\"\\\"\\n\":1}"),
        ] as [(JSONValue, String)]
    )
    func `is compact, in order, and escapes only what must be escaped`(_ value: JSONValue, _ text: String) throws {
        #expect(value.text == text)
        #expect("\(value)" == text)
        #expect(value.bytes == Array(text.utf8))
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: value.prettyText) == value)
    }

    @Test func `pretty text has two spaces a level and keeps empty containers on one line`() {
        let value: JSONValue = ["a": [1, [:], ["b": []]], "c": "d"]
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    {},
                    {
                      "b": []
                    }
                  ],
                  "c": "d"
                }
                """
        )
    }

    @Test func `writes behind what is already there`() {
        var bytes = Array("x=".utf8)
        ([1] as JSONValue).write(to: &bytes)
        JSONValue.writeString("a\"", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x=[1]\"a\\\"\"")
    }
}
