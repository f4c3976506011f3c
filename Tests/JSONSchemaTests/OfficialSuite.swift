import Foundation
import JSON
import JSONSchema
import Testing

/// The official test suite of JSON Schema, read in place from beside the repository.
enum OfficialSuite {
    /// One schema, one value and whether it fits.
    struct Case: Sendable, CustomTestStringConvertible {
        let file: String
        let group: Int
        let number: Int
        let schema: JSONValue
        let data: JSONValue
        let isValid: Bool
        let title: String

        var testDescription: String { "\(file) \(group).\(number): \(title)" }
    }

    /// The folder of the suite; nil where the repository has none beside it.
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appending(path: "shared/conformance/json-schema")
        return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
    }()

    /// The cases of a draft's folder, files in order of their names; none without the suite.
    static func cases(_ draft: String) -> [Case] {
        documents(in: "tests/\(draft)").flatMap { name, document in
            (document.arrayValue ?? []).enumerated().flatMap { group, entry in
                (entry["tests"]?.arrayValue ?? []).enumerated().map { number, test in
                    Case(
                        file: name,
                        group: group,
                        number: number,
                        schema: entry["schema"] ?? .null,
                        data: test["data"] ?? .null,
                        isValid: test["valid"]?.boolValue ?? false,
                        title: "\(entry["description"]?.stringValue ?? ""), \(test["description"]?.stringValue ?? "")"
                    )
                }
            }
        }
    }

    /// The documents that cases refer to, by the URI that they use.
    static let remotes: [String: JSONValue] = Dictionary(
        documents(in: "remotes").map { ("http://localhost:1234/\($0)", $1) },
        uniquingKeysWith: { first, _ in first }
    )

    private static func documents(in path: String) -> [(name: String, document: JSONValue)] {
        guard let root = folder?.appending(path: path) else { return [] }
        let files = FileManager.default.enumerator(atPath: root.path())?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: root.appending(path: name)) else { return nil }
            guard let document = try? JSONValue(parsing: Array(data)) else { return nil }
            return (name, document)
        }
    }
}
