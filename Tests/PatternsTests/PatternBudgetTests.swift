import Patterns
import Testing

@Suite struct PatternBudgetTests {
    @Test(arguments: ["^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "(a*)*b", "^(?:a?){40}a{40}$", "(?=(a+)+$)a", "^(.*a){20}$"])
    func `a search that explodes ends with its budget`(_ source: String) throws {
        let pattern = try Pattern(source)
        var steps = 200_000
        let error = #expect(throws: PatternError.self) {
            try pattern.firstMatch(in: String(repeating: "a", count: 40) + "!", steps: &steps)
        }
        #expect(error?.kind == .stepsExhausted)
        #expect(steps == 0)
    }

    @Test func `a search takes what it needs from the budget and leaves the rest`() throws {
        let pattern = try Pattern("b+")
        var steps = 100
        #expect(try pattern.firstMatch(in: "aaaabbb", steps: &steps)?.range == 4..<7)
        #expect((80..<100).contains(steps))
    }
}
