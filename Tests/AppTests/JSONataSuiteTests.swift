import App
import Foundation
import Testing

/// The language's official cases, where the folder that holds them lies beside the repository.
@Suite struct JSONataSuiteTests {
    /// Cases that fail, each with its reason in docs/jsonata.md.
    private static let known: Set<String> = ["function-encodeUrlComponent/case002"]

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/conformance/jsonata")
    private static let suite = try? JSONataSuite(folder: folder)
    private static let cases = suite?.cases ?? []

    @Test(.enabled(if: suite != nil, "the official suite is not beside this checkout"), arguments: cases)
    func `an official case gives what it says`(_ example: JSONataSuite.Case) {
        let failure = example.failure()
        if Self.known.contains(example.name) {
            #expect(failure != nil, "the case passes now: take it off the list")
        } else {
            #expect(failure == nil)
        }
    }

    @Test(.enabled(if: suite != nil, "the official suite is not beside this checkout"))
    func `fewer than one in a hundred official cases fail`() throws {
        let suite = try #require(Self.suite)
        let failed = suite.cases.filter { $0.failure() != nil }.count
        print(
            "JSONata suite: \(suite.cases.count) run, \(suite.cases.count - failed) passed, \(failed) failed, "
                + "\(suite.incomplete.count) without their expression"
        )
        #expect(failed * 100 < suite.cases.count)
    }
}
