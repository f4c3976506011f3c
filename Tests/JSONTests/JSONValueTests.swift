import JSON
import Testing

@Suite struct JSONValueTests {
    private let value: JSONValue = [
        "a": [10, ["b": "x"], nil], "n": 1.5, "t": true, "s": "text \(1 + 1)", "0": "zero",
    ]

    @Test func `accessors answer for their own kind only`() {
        #expect(JSONValue.null.isNull && !value.isNull)
        #expect(value["t"]?.boolValue == true && value["n"]?.boolValue == nil)
        #expect(value["s"]?.stringValue == "text 2" && value["n"]?.stringValue == nil)
        #expect(value["n"]?.doubleValue == 1.5 && value["n"]?.intValue == nil && value["s"]?.doubleValue == nil)
        #expect(value["a"]?[0]?.intValue == 10 && value["a"]?[0]?.numberValue?.text == "10")
        #expect(value["a"]?.arrayValue?.count == 3 && value.arrayValue == nil)
        #expect(value.objectValue?.count == 5 && value["a"]?.objectValue == nil)
        #expect(value["a"]?[3] == nil && value["a"]?[-1] == nil && value[0] == nil && value["a"]?["b"] == nil)
    }

    @Test(
        arguments: [
            ("a.0", 10), ("a.1.b", "x"), ("a.2", .null), ("a.3", nil), ("a.01", nil), ("a.-1", nil), ("a.+1", nil),
            ("0", "zero"),
            ("n.x", nil), ("s.0", nil), ("a.2.x", nil), ("x", nil), ("a.99999999999999999999", nil), ("a.", nil),
        ] as [(JSONPath, JSONValue?)]
    )
    func `a path leads through objects by key and through arrays by number`(_ path: JSONPath, _ want: JSONValue?) {
        #expect(value.value(at: path) == want)
    }

    @Test func `the root path is the value itself`() {
        #expect(value.value(at: "") == value)
        #expect(JSONValue.null.value(at: "") == .some(.null))
    }

    @Test(
        arguments: [
            (nil, "null"), (true, "boolean"), (1, "number"), ("", "string"), ([], "array"), ([:], "object"),
        ] as [(JSONValue, String)]
    )
    func `every kind has a name`(_ value: JSONValue, _ name: String) {
        #expect(value.kindName == name)
    }

    @Test func `values are equal by kind, text and members, not by the members' order`() {
        #expect(["a": 1, "b": [2]] as JSONValue == ["b": [2], "a": 1])
        #expect(([1, 2] as JSONValue) != [2, 1])
        #expect((["a": nil] as JSONValue) != [:])
        #expect((["a": nil] as JSONValue) != ["b": nil])
        #expect((1 as JSONValue) != 1.5 && (1 as JSONValue) != "1" && (nil as JSONValue) != false)
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
        #expect(Set<JSONValue>([[1, ["a": 1, "b": 2]], [1, ["b": 2, "a": 1]], [1]]).count == 2)
    }
}
