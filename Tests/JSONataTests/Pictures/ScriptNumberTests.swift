import Testing

@testable import JSONata

@Suite struct ScriptNumberTests {
    @Test(
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1, "1"), (-12.5, "-12.5"), (0.30000000000000004, "0.30000000000000004"),
            (1e20, "100000000000000000000"),
            (1.2345678901234568e20, "123456789012345680000"), (1e21, "1e+21"), (-1.5e22, "-1.5e+22"),
            (0.000001, "0.000001"), (0.0000015, "0.0000015"), (1e-7, "1e-7"), (1.25e-9, "1.25e-9"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (9_007_199_254_740_992, "9007199254740992"),
            (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        ] as [(Double, String)]
    )
    func `writes a number as JavaScript does`(_ value: Double, _ text: String) {
        #expect(ScriptNumber.text(value) == text)
    }

    @Test(
        arguments: [
            (0.30000000000000004, 0.3), (0.3333333333333333, 0.333333333333333),
            (-0.6666666666666666, -0.666666666666667), (434.99999999999994, 435),
            (3.3333333333333333e299, 3.33333333333333e299), (1.2345678901234568e17, 1.23456789012346e17), (0, 0),
            (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
            // The double nearest to 1.000000000000005 lies just above that middle.
            (1.000000000000005, 1.00000000000001), (1.0000000000000155, 1.00000000000002),
        ] as [(Double, Double)]
    )
    func `rounds to 15 significant digits`(_ value: Double, _ rounded: Double) {
        #expect(ScriptNumber.roundedTo15Digits(value) == rounded)
    }

    @Test(
        arguments: [
            ("0", 0.0), ("-0.05", -0.05), ("1e2", 100), ("1.0E-2", 0.01), ("00", 0), ("000.00123000", 0.00123),
            ("0x1F", 31),
            ("0Xff", 255), ("0B101", 5), ("0o17", 15), ("0x20000000000001", 9_007_199_254_740_992),
            ("0x20000000000003", 9_007_199_254_740_996), ("1e-400", 0),
        ] as [(String, Double)]
    )
    func `reads what is cast to a number`(_ text: String, _ value: Double) {
        #expect(ScriptNumber.parse(text) == value)
    }

    @Test(
        arguments: [
            "", " 1", "1 ", "+1", ".5", "5.", "1e", "1e+", "--1", "1/2", "[1]", "10e500", "0x", "0xG", "-0x1", "0b2",
            "0o8",
            "Infinity", "NaN", "1_000", "١",
        ] as [String]
    )
    func `reads nothing else`(_ text: String) {
        #expect(ScriptNumber.parse(text) == nil)
    }
}
