import JSON
import Testing
import YAML

/// What single values are read as.
@Suite struct YAMLScalarTests {
    private static let scalars: [(String, JSONValue)] = [
        ("", .null), ("~", .null), ("null", .null), ("Null", "Null"), ("NULL", "NULL"), ("true", true),
        ("false", false),
        ("True", "True"), ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"), ("0", 0), ("-7", -7),
        ("+7", "+7"), ("007", "007"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("0b1", "0b1"), ("1_000", "1_000"),
        ("1,000", "1,000"), (".5", ".5"), ("5.", "5."), (".inf", ".inf"), (".nan", ".nan"), ("1e", "1e"),
        ("1:30", "1:30"),
        ("2026-03-01", "2026-03-01"), ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"), ("a # b", "a"), ("a#b", "a#b"),
        ("'7'", "7"), ("\"7\"", "7"), ("'null'", "null"), ("\"true\"", "true"), ("''", ""), ("'it''s'", "it's"),
        ("\"\\u00fc\\n\\\"\"", "ü\n\""), ("'\\n'", "\\n"), ("|\n  a\n  b: 1\n", "a\nb: 1\n"), (">-\n  a\n  b\n", "a b"),
        ("|-\n  7\n", "7"), ("!!str 7", "7"), ("!!str null", "null"), ("! 7", "7"), ("Größe 大阪 😀", "Größe 大阪 😀"),
    ]

    @Test(arguments: scalars) func `a scalar is`(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(yaml: text) == value)
        #expect(try JSONValue(yaml: "k: \(text)")["k"] == value)
    }

    @Test(arguments: [
        "9007199254740993", "-170141183460469231731687303715884105728", "1.50", "1e400", "0.1000", "-0.0", "12E-3",
    ]) func `a number keeps its digits`(_ text: String) throws {
        #expect(try JSONValue(yaml: text).numberValue?.text == text)
        #expect(try JSONValue(yaml: "[\(text)]")[0]?.numberValue?.text == text)
        #expect(try JSONValue(yaml: "'\(text)'") == .string(text))
    }
}
