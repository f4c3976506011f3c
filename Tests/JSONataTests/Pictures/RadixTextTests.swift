import Testing

@testable import JSONata

@Suite struct RadixTextTests {
    @Test(
        arguments: [
            (100.0, 2.0, "1100100"), (2555, 16, "9fb"), (-100, 2, "-1100100"), (99.5, 2.5, "1100100"), (35, 36, "z"),
            (0, 7, "0"), (-0.4, 7, "0"), (0x1p60, 3, "21200101122222021102111220121112212101"),
            (1e21, 16, "3635c9adc5dea00000"),
            (0x1p1000, 32, "1" + String(repeating: "0", count: 200)),
        ] as [(Double, Double, String)]
    )
    func `writes a number to a base`(_ value: Double, _ radix: Double, _ text: String) throws {
        #expect(try RadixText.format(value, radix: radix) == text)
    }

    @Test func `the base is 10 where none is given`() throws {
        #expect(try RadixText.format(100, radix: nil) == "100")
        #expect(try RadixText.format(5_890_840_712_243_076, radix: nil) == "5890840712243076")
    }

    @Test(arguments: [1.0, 0, -2, 37, 36.6, 1.4, .nan, .infinity] as [Double])
    func `refuses a base outside 2 to 36`(_ radix: Double) {
        #expect(code(of: { _ = try RadixText.format(1, radix: radix) }) == "D3100")
    }
}
