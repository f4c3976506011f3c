import Patterns
import Testing

@Suite struct PatternSyntaxTests {
    @Test(arguments: [
        ("(", 0, "this parenthesis is not closed"),
        ("a(b", 1, "this parenthesis is not closed"),
        ("é)", 2, "this parenthesis closes nothing"),
        ("[a", 0, "this bracket is not closed"),
        ("[b-a]", 1, "the range is out of order"),
        ("*", 0, "there is nothing to repeat"),
        ("a|+", 2, "there is nothing to repeat"),
        ("a**", 2, "there is nothing to repeat"),
        ("{2}", 0, "there is nothing to repeat"),
        ("a{2,1}", 1, "the bounds of the repetition are out of order"),
        ("^*", 0, "a condition cannot be repeated"),
        ("\\b+", 0, "a condition cannot be repeated"),
        ("(?<=a)?", 0, "a condition cannot be repeated"),
        ("(?a)", 0, "expected :, =, !, <=, <! or a name in angle brackets behind (?"),
        ("(?i:a)", 0, "expected :, =, !, <=, <! or a name in angle brackets behind (?"),
        ("(?<>a)", 3, "expected the name of a group in angle brackets"),
        ("(?<1>a)", 3, "expected the name of a group in angle brackets"),
        ("(?<n>a)(?<n>b)", 7, "two groups have the same name"),
        ("\\k<n>", 0, "no group has this name"),
        ("\\k", 2, "expected the name of a group in angle brackets behind \\k"),
        ("(a)\\2", 3, "there is no group of this number"),
        ("\\", 0, "a backslash ends the expression"),
        ("\\Z", 0, "the escape \\Z is unknown"),
        ("[\\1]", 1, "the escape \\1 is unknown"),
        ("\\01", 0, "octal escapes are not supported"),
        ("\\c1", 0, "expected a letter behind \\c"),
        ("\\xg0", 0, "expected two hexadecimal digits behind \\x"),
        ("\\u12", 0, "expected four hexadecimal digits, or a code point in braces, behind \\u"),
        ("\\u{110000}", 0, "expected a code point up to 10FFFF in braces behind \\u"),
        ("\\pL", 0, "expected a property in braces"),
        ("\\p{L", 0, "expected a property in braces"),
        ("\\p{Script=Klingon}", 0, "the property is unknown or has no table here"),
    ])
    func `what cannot be read is told with its place`(_ source: String, _ offset: Int, _ message: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error == PatternError(.syntax(offset: offset), message: message))
        #expect(error?.description == "\(message) (at byte \(offset))")
    }

    @Test(arguments: [
        ("\\-\\_\\/\\:\\@\\\"\\ ", "-_/:@\" "), ("a{", "a{"), ("a{,5}", "a{,5}"), ("{x}", "{x}"), ("a{1", "a{1"),
        ("a]}", "a]}"), ("[\\-\\_\\.]{3}", "-_."), ("\\é", "é"), ("x{1,y}", "x{1,y}"),
    ])
    func `marks that can mean only themselves are taken as JavaScript takes them`(
        _ source: String,
        _ text: String
    ) throws {
        #expect(try Pattern(source).firstTexts(in: text) == [text])
    }

    @Test func `groups are counted and their names known`() throws {
        let pattern = try Pattern("(a)(?:b)(?<second>[(])\\((?<_3>)")
        #expect(pattern.groupCount == 3)
        #expect(pattern.groupNames == ["second": 2, "_3": 3])
    }

    @Test func `patterns are equal by source and flags`() throws {
        #expect(try Pattern("a") == Pattern("a"))
        #expect(try Pattern("a") != Pattern("a", flags: .ignoreCase))
        #expect(try Pattern("\u{E9}") != Pattern("e\u{301}"))
        #expect(try Set([Pattern("a"), Pattern("a"), Pattern("b")]).count == 2)
    }
}
