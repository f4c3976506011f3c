import Patterns
import Testing

@Suite struct PatternLimitsTests {
    @Test(arguments: [
        String(repeating: "(?:", count: 64) + String(repeating: ")", count: 64),
        String(repeating: "()", count: 1_001),
        String(repeating: "a", count: 65_537),
        "a{1000001}", "a{0,99999999999999999999}",
    ])
    func `what is beyond the bounds is refused`(_ source: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.kind == .tooLarge)
    }

    @Test func `what is at the bounds is compiled and matched`() throws {
        let deep = String(repeating: "(?:", count: 63) + "a" + String(repeating: "){1,2}", count: 63)
        #expect(try Pattern(deep).firstTexts(in: "b") == nil)
        #expect(try Pattern(String(repeating: "()", count: 1_000)).firstTexts(in: "")?.count == 1_001)
        let long = String(repeating: "a", count: 65_536)
        #expect(try Pattern(long).firstTexts(in: "b" + long) == [long])
        #expect(try Pattern("(?:a{1000000}|b)*").firstTexts(in: "b") == ["b"])
    }

    @Test func `a search that remembers too many ways back ends with an error`() throws {
        let text = String(repeating: "ab", count: 1_000_000)
        var steps = 100_000_000
        let error = #expect(throws: PatternError.self) {
            try Pattern("^(?:a|b)*$").firstMatch(in: text + "!", steps: &steps)
        }
        #expect(error?.kind == .memoryExhausted)
    }

    @Test func `a long text costs no stack`() throws {
        let text = String(repeating: "ab", count: 100_000)
        var steps = 10_000_000
        #expect(try Pattern("^(?:a|b)*$").firstMatch(in: text, steps: &steps)?.range == 0..<200_000)
        #expect(try Pattern("(.*)b$").firstMatch(in: text, steps: &steps)?.range == 0..<200_000)
    }
}
