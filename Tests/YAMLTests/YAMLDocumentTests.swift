import JSON
import Testing
import YAML

/// Whole documents: what becomes of their structure, and what is refused.
@Suite struct YAMLDocumentTests {
    @Test func `mappings keep their order, lists and both in one another are what they look like`() throws {
        let text = """
            # a comment
            z: 1
            a:
              - one
              - {two: 2, "quoted: key": [3, ~]}
              -
                - nested
            7: number
            null: nothing
            empty: {}
            none:
            """
        #expect(
            try JSONValue(yaml: text).text
                == #"{"z":1,"a":["one",{"two":2,"quoted: key":[3,null]},["nested"]],"7":"number","null":"nothing","#
                + #""empty":{},"none":null}"#
        )
    }

    @Test(
        arguments: [
            ("- a\n- b", ["a", "b"]), ("", .null), ("# nothing", .null), ("---\na: 1\n...", ["a": 1]),
            ("{\"a\": [1, true, null]}", ["a": [1, true, .null]]), ("!!map {a: !!seq [1]}", ["a": [1]]),
            ("<<: {a: 1}", ["<<": ["a": 1]]),
        ] as [(String, JSONValue)]
    ) func `a document is`(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(yaml: text) == value)
    }

    private static let faults: [(String, String, line: Int, column: Int)] = [
        ("a: 1\nb: &x 2", "anchors and aliases are not taken", 2, 4),
        ("a: &x [1]\nb: *x", "anchors and aliases are not taken", 1, 4),
        ("&root {a: 1}", "anchors and aliases are not taken", 1, 1), ("a: *x", "found undefined alias", 1, 4),
        ("a: 1\nb: 2\na: 3", "the key \"a\" comes twice", 1, 1),
        ("o:\n  a: 1\n  a: 2", "the key \"a\" comes twice", 2, 3),
        ("7: 1\n\"7\": 2", "the key \"7\" comes twice", 2, 1), ("{a: 1, 'a': 2}", "the key \"a\" comes twice", 1, 2),
        ("[a]: 1", "a key must be text", 1, 1), ("? {a: 1}\n: 2", "a key must be text", 1, 3),
        ("a: !!int 7", "the tag \"tag:yaml.org,2002:int\" is not taken", 1, 4),
        ("a:\n  - !custom x", "the tag \"!custom\" is not taken", 2, 5),
        ("a: !!binary aGk=", "the tag \"tag:yaml.org,2002:binary\" is not taken", 1, 4),
        ("a: [1, 2", "did not find expected ',' or ']'", 2, 1), ("a: 'x", "found unexpected end of stream", 1, 6),
        ("a: b: c", "mapping values are not allowed in this context", 1, 5),
        ("a:\n\t- b", "found character that cannot start any token", 2, 1),
        ("a: 1\n---\nb: 2", "but found another document", 2, 1),
        ("a: 1\nb: \u{1}", "control characters are not allowed", 2, 4),
    ]

    @Test(arguments: faults) func `what is wrong is said with its line and column`(
        _ text: String,
        _ message: String,
        _ line: Int,
        _ column: Int
    ) throws {
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: text) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.description.hasPrefix("line \(line), column \(column): ") == true)
    }

    @Test func `a hundred levels are read and no more`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSONValue(yaml: nested(100)).arrayValue != nil)
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: nested(101)) }
        #expect(error?.message == "nested deeper than 100")
        #expect(error?.column == 101)
        for depth in [1_000, 100_000] {
            #expect(throws: YAMLError.self) { try JSONValue(yaml: nested(depth)) }
            let blocks = (0..<depth).lazy.map { String(repeating: " ", count: min($0, 1_100)) + "-\n" }
            #expect(throws: YAMLError.self) { try JSONValue(yaml: blocks.prefix(1_200).joined()) }
        }
    }

    @Test func `sixteen million bytes are read and no more`() throws {
        let text = "k: \"" + String(repeating: "x", count: (16 << 20) - 5) + "\""
        #expect(try JSONValue(yaml: text)["k"]?.stringValue?.utf8.count == (16 << 20) - 5)
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: text + " ") }
        #expect(error?.message == "16777217 bytes; at most 16777216 are read")
        #expect(error?.description == error?.message)
    }

    @Test func `a document that knows its places refuses the same`() throws {
        #expect(throws: YAMLError.self) { try YAMLDocument("a: &x [1]\nb: *x") }
        #expect(throws: YAMLError.self) { try YAMLDocument("a: 1\n'a': 2") }
        #expect(throws: YAMLError.self) { try YAMLDocument(String(repeating: "[", count: 101)) }
        let document = try YAMLDocument("a:\n  - b: 1\n    c.d: {e: 2}\n")
        let places = [("a.0.b", 2, 5), ("a.0.c.d.e", 3, 11), ("a.0.none", 2, 5), ("a.7", 1, 1), ("", 1, 1)]
        for (path, line, column) in places {
            let found = document.position(of: path)
            #expect(found.line == line && found.column == column, "\(path) \(found)")
        }
    }

    @Test func `aliases that would stand for gigabytes are refused at once`() throws {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1...12 {
            let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(list)]")
        }
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: lines.joined(separator: "\n")) }
        #expect(error?.line == 1)
    }
}
