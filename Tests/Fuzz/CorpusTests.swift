import Foundation
import Testing

/// Runs the stored inputs of all fuzzers, as a fuzzer would, without one.
@Suite struct CorpusTests {
    /// The fuzzers by the names of their folders; each ends the process when a promise is broken.
    private static let fuzzers: [String: @Sendable ([UInt8]) -> Void] = [
        "JSON": fuzzJSON, "JSONSchema": fuzzJSONSchema, "JSONata": fuzzJSONata, "Manifest": fuzzManifest,
        "PageSplitter": fuzzPageSplitter,
        "Patterns": fuzzPatterns, "Placeholder": fuzzPlaceholder,
    ]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    /// The stored inputs as paths below the folder.
    private static let inputs: [String] =
        (FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? [])
        .filter { $0.contains("/") }.sorted()

    @Test(arguments: inputs)
    func `a stored input breaks no promise`(_ path: String) throws {
        let name = String(path.prefix { $0 != "/" })
        let fuzz = try #require(Self.fuzzers[name], "no fuzzer is called \(name)")
        fuzz(Array(try Data(contentsOf: Self.folder.appending(path: path))))
    }

    @Test func `each fuzzer has stored inputs, and their number is told`() throws {
        for name in Self.fuzzers.keys {
            #expect(Self.inputs.contains { $0.hasPrefix("\(name)/") }, "\(name)")
        }
        let sources = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.deletingLastPathComponent().path()
        )
        let names = sources.filter { $0.hasSuffix("Fuzz.swift") }.map { String($0.dropLast("Fuzz.swift".count)) }
        #expect(Set(names) == Set(Self.fuzzers.keys))
        print("fuzzing: \(Self.inputs.count) stored inputs of \(Self.fuzzers.count) fuzzers replayed")
    }
}
