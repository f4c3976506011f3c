import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(arguments: [
        "0", "-0", "1.0", "1.10", "1E5", "1e+05", "-0.0", "0.000", "1e400", "1e-400", "123456789012345678901234567890",
        "9007199254740993", "12345678901234567890", "3.14159265358979323846264338327950288",
    ])
    func `a number's text survives reading and writing`(_ text: String) throws {
        #expect(try JSONValue(parsing: text).text == text)
        #expect(try JSONValue(parsing: "[\(text)]").prettyText == "[\n  \(text)\n]")
        #expect(JSONNumber(text: text)?.text == text)
    }

    @Test(arguments: [
        "", " 1", "1 ", "+1", "01", "-", ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "1_000", "--1", "1.0.0",
        "٣",
    ])
    func `text that is no number makes none`(_ text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test(arguments: [
        ("3", 3), ("3.0", 3), ("1e2", 100), ("-0", 0), ("-0.0e5", 0), ("30e-1", 3), ("0.3e1", 3), ("1.50e1", 15),
        ("-12.000", -12),
        ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("9223372036854775807.0", Int.max),
        ("-9223372036854775808.0", Int.min), ("922337203685477580.7e1", Int.max), ("0e99999999999999999999", 0),
        ("100000000000000000000e-2", 1_000_000_000_000_000_000),
    ])
    func `an exact integer is one however it is written`(_ text: String, _ value: Int) throws {
        #expect(try #require(JSONNumber(text: text)).intValue == value)
    }

    @Test(arguments: [
        "3.5", "1e-1", "9223372036854775808", "9223372036854775808.0", "-9223372036854775809", "-9223372036854775809.0",
        "1e19", "1e99999999999999999999", "1e-99999999999999999999", "0.1",
    ])
    func `nothing is rounded to an integer`(_ text: String) throws {
        #expect(try #require(JSONNumber(text: text)).intValue == nil)
    }

    @Test(arguments: [
        ("1.5", 1.5), ("-0.0", -0.0), ("1e400", .infinity), ("-1e400", -.infinity), ("1e-400", 0),
        ("5e-324", .leastNonzeroMagnitude), ("9007199254740993", 9_007_199_254_740_992),
    ])
    func `the double is the nearest one`(_ text: String, _ value: Double) throws {
        #expect(try #require(JSONNumber(text: text)).doubleValue == value)
    }

    @Test(arguments: [
        (3.0, "3"), (-0.0, "-0"), (0.1, "0.1"), (1e20, "1e+20"),
        (.leastNonzeroMagnitude, "5e-324"), (1.5, "1.5"), (-2.0, "-2"),
    ])
    func `a double is written as short as it can be`(_ value: Double, _ text: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.text == text)
        #expect(JSONNumber(text: text)?.doubleValue == value)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `what JSON cannot write makes no number`(_ value: Double) {
        #expect(JSONNumber(value) == nil)
    }

    @Test func `integers are written in full`() {
        #expect(JSONNumber(Int.min).text == "-9223372036854775808")
        #expect(JSONNumber(Int64.max).text == "9223372036854775807")
    }

    @Test func `numbers are equal by their text`() {
        #expect(JSONNumber(text: "1") == JSONNumber(1))
        #expect(JSONNumber(text: "1.0") != JSONNumber(1))
    }
}
