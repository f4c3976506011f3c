// Fuzzed with Sources/Patterns by Scripts/fuzz.sh.

import Patterns

/// Traps when a match is not one of the text's, or not the same the second time.
///
/// The first byte is the flags, the first line the expression, the rest the text.
func fuzzPatterns(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let parts = input.dropFirst().split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let source = String(decoding: parts[0], as: UTF8.self)
    let text = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
    guard let pattern = try? Pattern(source, flags: Pattern.Flags(rawValue: Int(first & 7))) else { return }
    precondition(pattern.groupNames.values.allSatisfy { (1...pattern.groupCount).contains($0) }, "names of groups")

    let budget = 20_000
    var steps = budget
    let result = Result { () throws(PatternError) in try pattern.firstMatch(in: text, steps: &steps) }
    precondition((0...budget).contains(steps), "no more steps than there are")
    switch result {
    case .success(let match?): check(match, pattern, text, budget)
    case .success(nil): break
    case .failure(let error):
        precondition(error.kind == .stepsExhausted && steps == 0, "only the budget can end a short search")
    }
    // What takes more steps than there are must end the same way with any budget below.
    steps = budget / 2
    let again = Result { () throws(PatternError) in try pattern.firstMatch(in: text, steps: &steps) }
    if case .failure = again { return }
    precondition(again == result, "the same with fewer steps")
}

private func check(_ match: PatternMatch, _ pattern: Pattern, _ text: String, _ budget: Int) {
    let bytes = Array(text.utf8)
    precondition(match.groups.count == pattern.groupCount, "all groups")
    for range in [match.range] + match.groups.compactMap(\.self) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "within the text")
        for bound in [range.lowerBound, range.upperBound] where bound < bytes.count {
            precondition(bytes[bound] & 0xC0 != 0x80, "between characters")
        }
    }
    var steps = budget
    precondition(
        (try? pattern.firstMatch(in: text, from: match.range.lowerBound, steps: &steps)) == match,
        "the same from where it begins"
    )
}
