import Testing

@testable import JSONata

@Suite struct NumberPictureTests {
    @Test(
        arguments: [
            (12345.6, "#,###.00", "12,345.60"), (12_345_678.9, "9,999.99", "12,345,678.90"), (123.9, "9999", "0124"),
            (0.14, "01%", "14%"), (-6, "000", "-006"), (1234.5678, "#,##0.##", "1,234.57"), (0, "#", "0"),
            (0.5, "#.#", ".5"),
            (0, "#.##", ".0"), (1234, "0", "1234"), (0.4857, "###.###‰", "485.7‰"), (-5, "0;(0)", "(5)"),
            (5, "0;(0)", "5"),
            (-1234.5, "$#,##0.00", "-$1,234.50"), (1e20, "#,######", "100,000000,000000,000000"), (2.5, "0", "2"),
            (3.5, "0", "4"),
            (1e23, "#", "99999999999999991611392"), (1e308, "0%", "Infinity%"), (-.infinity, "<0>", "-<Infinity>"),
            (.nan, "<0>", "NaN"),
            (0.1, "0.00000000000000000000", "0.10000000000000000555"),
        ] as [(Double, String, String)]
    )
    func `writes a number by a picture`(_ value: Double, _ picture: String, _ text: String) throws {
        #expect(try NumberPicture.format(value, picture: picture, options: []) == text)
    }

    @Test(
        arguments: [
            (1_234_567.0, "0,000", "1,234,567"), (1_234_567, "#,##,000", "12,34,567"),
            (123_412_345_678.9, "9,9,99.99", "123412345,6,78.90"),
            (12, "#,##,000", "012"), (1_234, "#,##,#00", "1,234"), (1.23456, "0.00,00,0", "1.23,45,6"),
            (1.2, "0.##,#", "1.2"),
        ] as [(Double, String, String)]
    )
    func `separators stand at each multiple of a distance, or where the picture has them`(
        _ value: Double,
        _ picture: String,
        _ text: String
    ) throws {
        #expect(try NumberPicture.format(value, picture: picture, options: []) == text)
    }

    @Test(
        arguments: [
            (1234.5678, "00.000e0", "12.346e2"), (1234.5678, "0.000e000", "1.235e003"), (0.234, "0.0e0", "2.3e-1"),
            (0.234, "#.00e0", "0.23e0"), (0.123, "#.e9", "0.1e0"), (0, "0.0e0", "0.0e0"), (-0.0456, "0.0e0", "-4.6e-2"),
            (1e300, "0.0e0", "10.0e299"), (.leastNonzeroMagnitude, "0e0", "5e-324"),
            (12_300, "EUR 0.0#e0", "EUR 1.23e4"),
            (5, "0 each", "5 each"),
        ] as [(Double, String, String)]
    )
    func `an exponent leaves the mantissa the picture's digits`(
        _ value: Double,
        _ picture: String,
        _ text: String
    ) throws {
        #expect(try NumberPicture.format(value, picture: picture, options: []) == text)
    }

    @Test(
        arguments: [
            ("0;0;0", "D3080"), ("0.0.0", "D3081"), ("#0%%", "D3082"), ("#0‰‰", "D3083"), ("#0%‰", "D3084"),
            (".e0", "D3085"),
            ("", "D3085"), ("abc", "D3085"), ("0+.e0", "D3086"), ("0,.0", "D3087"), ("0.,0", "D3087"), ("0,", "D3088"),
            ("0,,0", "D3089"), ("0#.0", "D3090"), ("0.#0", "D3091"), ("0e0%", "D3092"), ("0e0,0", "D3093"),
            ("0.0e", "D3093"),
            ("0;0.0.0", "D3081"),
        ] as [(String, String)]
    )
    func `refuses a picture by the rule it breaks`(_ picture: String, _ expected: String) {
        #expect(code(of: { _ = try NumberPicture(picture) }) == expected)
    }

    @Test func `a decimal format's properties take the place of the usual symbols`() throws {
        let german = [("decimal-separator", ","), ("grouping-separator", ".")]
        #expect(try NumberPicture.format(-1234.5, picture: "#.##0,00", options: german) == "-1.234,50")
        let circled = [("zero-digit", "\u{245F}")]
        #expect(try NumberPicture.format(1234.5678, picture: "①①.①①①e①", options: circled) == "①②.③④⑥e②")
        #expect(try NumberPicture.format(7, picture: "𝟎𝟎", options: [("zero-digit", "𝟎")]) == "𝟎𝟕")
        #expect(try NumberPicture.format(0.14, picture: "###pm", options: [("per-mille", "pm")]) == "140pm")
        let others = [("minus-sign", "minus "), ("infinity", "∞"), ("pattern-separator", "|"), ("unknown", "")]
        #expect(try NumberPicture.format(-.infinity, picture: "0", options: others) == "minus ∞")
        #expect(try NumberPicture.format(-2, picture: "0|(0)", options: others) == "(2)")
    }

    @Test(
        arguments: [
            ("decimal-separator", "D3081"), ("percent", "D3082"), ("per-mille", "D3083"),
            ("grouping-separator", "D3089"),
            ("pattern-separator", "D3080"), ("zero-digit", "D3085"),
        ] as [(String, String)]
    )
    func `refuses an empty symbol`(_ name: String, _ expected: String) {
        #expect(code(of: { _ = try NumberPicture("0", options: [(name, "")]) }) == expected)
    }
}
