import Patterns
import Testing

@Suite struct PatternMatchTests {
    @Test(
        arguments: [
            ("", "", "abc", [""]),
            ("b", "", "abc", ["b"]),
            ("a|ab", "", "abc", ["a"]),
            ("a|b|", "", "cab", [""]),
            ("(?:ab|a)c", "", "aac", ["ac"]),
            (".+", "", "one\ntwo", ["one"]),
            (".+", "s", "one\ntwo", ["one\ntwo"]),
            ("^b$", "m", "a\nb\r\nc", ["b"]),
            ("^$", "m", "a\n\nb", [""]),
            ("[a-c]+", "", "xxabcabcx", ["abcabc"]),
            ("[^a-c]+", "", "abxyc", ["xy"]),
            ("[\\d-]+", "", "on 2024-02-29.", ["2024-02-29"]),
            ("[\\w-.]+", "", "@a.b-c", ["a.b-c"]),
            ("[-a]+", "", "b-a", ["-a"]),
            ("[^]", "", "\n", ["\n"]),
            ("[\\b]", "", "a\u{8}", ["\u{8}"]),
            ("[\\]\\^\\\\]+", "", "a]^\\", ["]^\\"]),
            ("\\bcat\\b", "", "concat cat", ["cat"]),
            ("\\Bcat", "", "cat concat", ["cat"]),
            ("\\t\\n\\v\\f\\r\\0", "", "\t\n\u{B}\u{C}\r\u{0}", ["\t\n\u{B}\u{C}\r\u{0}"]),
            ("\\cJ\\x41\\u00e9\\u{1F600}\\uD83D\\uDE00", "", "\nAé😀😀", ["\nAé😀😀"]),
            ("a{2}", "", "aaa", ["aa"]),
            ("a{2,}", "", "aaa", ["aaa"]),
            ("a{1,2}", "", "aaa", ["aa"]),
            ("a{0}b", "", "ab", ["b"]),
            ("a+?", "", "aaa", ["a"]),
            ("<.*?>", "", "<a><b>", ["<a>"]),
            ("a{2,3}?a", "", "aaaa", ["aaa"]),
            ("(?:ab){2,}?", "", "ababab", ["abab"]),
            ("x{1000}", "", String(repeating: "x", count: 1_000), [String(repeating: "x", count: 1_000)]),
            ("(?:xy?){999999}|z", "", "xz", ["z"]),
        ] as [(String, String, String, [String])]
    )
    func `the leftmost match is found, by the first alternative that leads to one`(
        _ source: String,
        _ flags: String,
        _ text: String,
        _ expected: [String]
    ) throws {
        #expect(try Pattern(source, flags).firstTexts(in: text) == expected)
    }

    @Test(arguments: [
        ("a", "", "b"), ("^b", "", "ab"), ("a$", "", "a\n"), ("[]", "", "a"), ("[a-c]", "", "d"), (".", "", "\u{2028}"),
        ("\\b", "", ""), ("a{3}", "", "aa"), ("\\uD83D", "", "😀"), ("A", "", "a"), ("^$", "", "\n"),
    ])
    func `what does not match is nil`(_ source: String, _ flags: String, _ text: String) throws {
        #expect(try Pattern(source, flags).firstTexts(in: text) == nil)
    }

    @Test(
        arguments: [
            ("(a)|(b)", "b", ["b", nil, "b"]),
            ("(z)((a+)?(b+)?(c))*", "zaacbbbcac", ["zaacbbbcac", "z", "ac", "a", nil, "c"]),
            ("(a*)*", "b", ["", nil]),
            ("(a*)+", "b", ["", ""]),
            ("(?:(a)|b)*", "ab", ["ab", nil]),
            ("(a?){3}", "a", ["a", ""]),
            ("(?<year>\\d+)-(?<month>\\d+)", "on 2024-02", ["2024-02", "2024", "02"]),
            ("(?:\\1(a))+", "aa", ["aa", "a"]),
            ("(['\"])(.*?)\\1", "say \"it's\"", ["\"it's\"", "\"", "it's"]),
            ("(?<q>['\"]).*?\\k<q>", "'a' \"", ["'a'", "'"]),
            ("\\k<later>(?<later>a)", "a", ["a", "a"]),
            ("(a\\1)", "aa", ["a", "a"]),
        ] as [(String, String, [String?])]
    )
    func `groups hold what they matched last, and nothing from an earlier round`(
        _ source: String,
        _ text: String,
        _ expected: [String?]
    ) throws {
        #expect(try Pattern(source).firstTexts(in: text) == expected)
    }

    @Test(
        arguments: [
            ("(?=(a+))a*b\\1", "baaabac", ["aba", "a"]),
            ("(.*?)a(?!(a+)b\\2c)\\2(.*)", "baaabaac", ["baaabaac", "ba", nil, "abaac"]),
            ("\\d+(?=%)", "10 20%", ["20"]),
            ("\\d+(?!\\d|%)", "20% 10", ["10"]),
            ("(?<=\\$)\\d+", "1 $42", ["42"]),
            ("(?<!\\$)\\b\\d+", "$42 17", ["17"]),
            ("(?<=(\\d+)(\\d+))$", "1053", ["", "1", "053"]),
            ("(?<=\\1(a))b", "aab", ["b", "a"]),
            ("(?<=é)a", "éa", ["a"]),
            ("(?=a)*b", "ab", ["b"]),
            ("(?<=a|bc)d", "bcd", ["d"]),
            ("(?<=[ab]{2})c", "xabc", ["c"]),
            ("(?<=a.*?b)c", "a--bc", ["c"]),
        ] as [(String, String, [String?])]
    )
    func `lookahead and lookbehind take nothing and keep their groups`(
        _ source: String,
        _ text: String,
        _ expected: [String?]
    ) throws {
        #expect(try Pattern(source).firstTexts(in: text) == expected)
    }

    @Test(arguments: [
        ("a", "banana", ["a", "a", "a"]),
        ("\\w+", "one two, 3", ["one", "two", "3"]),
        ("", "aé", ["", "", ""]),
        ("^.", "ab", ["a"]),
        ("(?<=b)c", "cbcc", ["c"]),
        ("a*?", "aa", ["", "", ""]),
    ])
    func `a search goes on from any offset and sees what is before it`(
        _ source: String,
        _ text: String,
        _ expected: [String]
    ) throws {
        #expect(try Pattern(source).allTexts(in: text) == expected)
    }

    @Test func `offsets count bytes of UTF-8`() throws {
        let pattern = try Pattern("(😀)b")
        var steps = 100
        let match = try pattern.firstMatch(in: "é😀b", steps: &steps)
        #expect(match == PatternMatch(range: 2..<7, groups: [2..<6]))
        #expect(try pattern.firstMatch(in: "é😀b", from: 3, steps: &steps) == nil)
        #expect(try pattern.firstMatch(in: "é😀b", from: 1, steps: &steps)?.range == 2..<7)
        #expect(try pattern.firstMatch(in: "é😀b", from: 100, steps: &steps) == nil)
    }
}
