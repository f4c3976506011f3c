import Patterns
import Testing

@Suite struct PatternUnicodeTests {
    @Test(arguments: [
        ("^.$", "", "😀"), ("^[😀-😂]$", "", "😁"), ("^[^a]$", "", "é"), ("^\\S$", "", "é"),
        ("^\\s+$", "", "\t \u{A0}\u{FEFF}\u{2028}\u{3000}\u{1680}\u{2003}"),
        ("^\\W+$", "", "é²٣"), ("^\\D+$", "", "٣"),
        ("^\\p{L}+$", "", "aÉжあ中"), ("^\\p{Letter}$", "", "ß"), ("^\\p{Lu}\\p{Ll}$", "", "Éé"),
        ("^\\p{Nd}+$", "", "4٣"), ("^\\P{L}$", "", "4"), ("^[\\p{L}\\d_]+$", "", "é4_"), ("^[^\\p{L}]$", "", "4"),
        ("^\\p{gc=Sc}$", "", "€"), ("^\\p{General_Category=Dash_Punctuation}$", "", "-"),
        ("^\\p{Script=Latin}+$", "", "aßŁ"), ("^\\p{sc=Grek}+$", "", "αΩ"), ("^\\p{Script=Cyrillic}+$", "", "жЯ"),
        ("^\\p{Script=Han}+$", "", "漢字"), ("^\\p{Script=Hangul}+$", "", "한글"),
        ("^\\p{White_Space}$", "", "\u{2003}"), ("^\\p{Alphabetic}$", "", "ª"), ("^\\p{Emoji}$", "", "😀"),
        ("^\\p{Uppercase}\\p{Lower}$", "", "Aa"), ("^\\p{ASCII}\\p{Any}$", "", "aé"), ("^\\p{AHex}+$", "", "aF0"),
        ("^\\p{Regional_Indicator}{2}$", "", "🇫🇷"),
    ])
    func `characters are code points, their properties Unicode's`(
        _ source: String,
        _ flags: String,
        _ text: String
    ) throws {
        #expect(try Pattern(source, flags).firstTexts(in: text) == [text])
    }

    @Test(arguments: [
        ("straße", "STRAẞE"), ("éa", "ÉA"), ("k", "\u{212A}"), ("ς", "Σ"), ("µ", "Μ"), ("s", "ſ"), ("[a-z]", "K"),
        ("[^x]", "k"), ("\\w", "ſ"), ("ᾳ", "ᾼ"), ("Ꭰ", "ꭰ"), ("(é)\\1", "éÉ"), ("\\p{Lu}", "a"), ("[К]", "к"),
        ("ǆ", "ǅ"), ("\\u{10400}", "\u{10428}"),
    ])
    func `without case, characters are the same that fold to the same`(_ source: String, _ text: String) throws {
        #expect(try Pattern("^(?:\(source))$", "i").firstTexts(in: text)?.first == text)
        #expect(try Pattern("^(?:\(source))$").firstTexts(in: source == "[^x]" ? "x" : text) == nil)
    }

    @Test(arguments: [("i", "ı"), ("i", "İ"), ("ss", "ß"), ("[^x]", "X"), ("\\W", "ſ"), ("\u{E9}", "e\u{301}")])
    func `without case, only single characters are the same`(_ source: String, _ text: String) throws {
        #expect(try Pattern("^(?:\(source))$", "i").firstTexts(in: text) == nil)
    }

    @Test func `the long s and the Kelvin sign are parts of words only where case is ignored`() throws {
        #expect(try Pattern("\\bſ").firstTexts(in: "ſ") == nil)
        #expect(try Pattern("\\bſ", "i").firstTexts(in: "ſ") == ["ſ"])
    }
}
