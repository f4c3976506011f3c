import JSON
import Testing

@Suite struct JSONPathTests {
    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a.b.0", ["a", "b", "0"]), ("a..b", ["a", "", "b"]), (".", ["", ""]),
        ("a b.é", ["a b", "é"]),
    ])
    func `dots part the segments, and the description joins them`(_ text: String, _ segments: [String]) {
        #expect(JSONPath(text).segments == segments)
        #expect(JSONPath(text).description == text)
        #expect(JSONPath(segments: segments) == JSONPath(text))
    }

    @Test func `a key with a dot can be given as a segment`() {
        let value: JSONValue = ["a.b": 1, "a": ["b": 2]]
        #expect(value.value(at: JSONPath(segments: ["a.b"])) == 1)
        #expect(value.value(at: "a.b") == 2)
    }
}
