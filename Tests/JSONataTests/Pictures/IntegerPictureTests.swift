import Testing

@testable import JSONata

@Suite struct IntegerPictureTests {
    /// Value, picture, text; each is read back too.
    static let both: [(Double, String, String)] = [
        (123, "0000", "0123"), (1234, "#,##0", "1,234"), (12_345_678, "#,##0", "12,345,678"), (12, "#,##0", "12"),
        (1_234_567_890, "#:###,##0", "1234:567,890"), (1_234_567_890, "##,##,##0", "12345,67,890"),
        (1234, "#.##0", "1.234"),
        (12_340, "###١", "١٢٣٤٠"), (12_340, "###０", "１２３４０"), (42, "𝟘", "𝟜𝟚"), (-3, "0000", "-0003"),
        (1, "0;o", "1st"), (2, "0;o", "2nd"), (3, "0;o", "3rd"), (4, "0;o", "4th"), (11, "0;o", "11th"),
        (112, "0;o", "112th"),
        (121, "0;o", "121st"), (1, "A", "A"), (12, "a", "l"), (27, "a", "aa"), (300, "A", "KN"), (123_456, "A", "FZPH"),
        (0, "I", ""), (1984, "I", "MCMLXXXIV"), (99, "i", "xcix"), (0, "w", "zero"), (34, "w", "thirty-four"),
        (99, "W", "NINETY-NINE"), (555, "Ww", "Five Hundred and Fifty-Five"), (100, "w;o", "one hundredth"),
        (12, "w;o", "twelfth"), (20, "w;o", "twentieth"), (34, "w;o", "thirty-fourth"), (1_000_000, "w", "one million"),
        (3731, "w;o", "three thousand, seven hundred and thirty-first"),
        (1_000_000_000_001, "w", "one trillion and one"),
        (1e15, "w", "one thousand trillion"), (1e46, "w", "ten billion trillion trillion trillion"),
        (2_000_100, "w", "two million, one hundred"), (9_000_000_000_000_000, "Ww;o", "Nine Thousand Trillionth"),
    ]

    @Test(arguments: both)
    func `writes and reads whole numbers`(_ value: Double, _ picture: String, _ text: String) throws {
        #expect(try IntegerPicture(picture).format(value) == text)
        #expect(try IntegerPicture(picture).parse(text) == value)
    }

    @Test(
        arguments: [
            (12.6, "0", "12"), (-12.6, "0", "-13"), (1234, "0;c", "1234"), (12, "#:###,##0", "12"),
            (1e21, "0", "1000000000000000000000"),
            (-5, "w", "-five"), (1e9, "I", "1000000000"), (0, "a", ""), (5, "#,##0;o", "5th"), (5, "0,", "5,"),
        ] as [(Double, String, String)]
    )
    func `writes what reads back differently`(_ value: Double, _ picture: String, _ text: String) throws {
        #expect(try IntegerPicture(picture).format(value) == text)
    }

    @Test(
        arguments: [
            ("nineteen hundred and eighty-four", "w", 1984.0), ("Twelve", "w", 12), ("12abc", "0", 12),
            (" 12", "0", 12),
            ("1,2,3", "#,##0", 123), ("xiv", "I", 14),
        ] as [(String, String, Double)]
    )
    func `reads leniently`(_ text: String, _ picture: String, _ value: Double) throws {
        #expect(try IntegerPicture(picture).parse(text) == value)
    }

    @Test(
        arguments: [
            ("", "0"), ("abc", "0"), ("12", "١"), ("twelvish", "w"), ("", "w"), ("xyz", "i"), ("a1", "a"), ("5", "0;o"),
        ] as [(String, String)]
    )
    func `what is no number of the form is none`(_ text: String, _ picture: String) throws {
        #expect(try IntegerPicture(picture).parse(text) == nil)
    }

    @Test(
        arguments: [
            ("", "D3130"), ("#", "D3130"), ("α", "D3130"), ("wW", "D3130"), (";o", "D3130"), ("##0０", "D3131"),
        ] as [(String, String)]
    )
    func `refuses other pictures`(_ picture: String, _ expected: String) {
        #expect(code(of: { _ = try IntegerPicture(picture) }) == expected)
    }
}
