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
    private static let isHere = FileManager.default.fileExists(atPath: folder.appending(path: "groups").path())
    private static let suite = Result { try JSONataSuite(folder: folder) }

    /// Each case with what is wrong with its outcome, worked out once.
    private static let outcomes: [Outcome] = isHere ? (try? suite.get().cases)?.map(Outcome.init) ?? [] : []

    struct Outcome: Sendable, CustomStringConvertible {
        let name: String
        let failure: String?

        init(_ example: JSONataSuite.Case) {
            name = example.name
            failure = example.failure()
        }

        var description: String { name }
    }

    @Test(.enabled(if: isHere, "the official suite is not beside this checkout"), arguments: outcomes)
    func `an official case gives what it says`(_ outcome: Outcome) {
        if Self.known.contains(outcome.name) {
            #expect(outcome.failure != nil, "the case passes now: take it off the list")
        } else {
            #expect(outcome.failure == nil)
        }
    }

    @Test(.enabled(if: isHere, "the official suite is not beside this checkout"))
    func `fewer than one in a hundred official cases fail`() throws {
        let suite = try Self.suite.get()
        let failed = Self.outcomes.filter { $0.failure != nil }.count
        print(
            "JSONata suite: \(suite.cases.count) run, \(suite.cases.count - failed) passed, \(failed) failed, "
                + "\(suite.incomplete.count) without their expression"
        )
        #expect(!suite.cases.isEmpty)
        #expect(failed * 100 < suite.cases.count)
    }
}
