package import Foundation
import JSON
import JSONata

/// A folder of JSONata test cases in the form of the language's official suite: `groups/` and `datasets/`.
package struct JSONataSuite {
    /// The cases, by group and file.
    package let cases: [Case]
    /// Cases whose expression stands in a file that isn't there, by name.
    package let incomplete: [String]

    /// One expression and what it must give.
    package struct Case: Sendable, CustomStringConvertible {
        /// Group and file, such as `function-sum/case003`; with a number where the file holds several.
        package let name: String
        let expression: String
        let input: JSONValue?
        let bindings: [String: JSONValue]
        let expectation: Expectation
        let isUnordered: Bool
        let limits: JSONataLimits

        package var description: String { name }
    }

    enum Expectation: Sendable {
        case value(JSONValue)
        case nothing
        case failure(code: String, token: String?)
    }

    /// Reads all cases below `folder`; throws what the file system or the JSON parser raises.
    package init(folder: URL) throws {
        let groups = folder.appending(path: "groups")
        var cases: [Case] = []
        var incomplete: [String] = []
        for group in try Self.names(in: groups) {
            for file in try Self.names(in: groups.appending(path: group)) where file.hasSuffix(".json") {
                let url = groups.appending(path: group).appending(path: file)
                let content = try Self.json(url)
                let several = content.arrayValue ?? [content]
                for (index, one) in several.enumerated() {
                    let name =
                        several.count > 1 ? "\(group)/\(file.dropLast(5))[\(index)]" : "\(group)/\(file.dropLast(5))"
                    if let one = try Self.read(one, name: name, in: url, folder) {
                        cases.append(one)
                    } else {
                        incomplete.append(name)
                    }
                }
            }
        }
        self.cases = cases
        self.incomplete = incomplete
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private static func json(_ url: URL) throws -> JSONValue {
        try JSONValue(parsing: Array(try Data(contentsOf: url)))
    }

    /// Reads one case; nil when the file that holds its expression isn't there.
    private static func read(_ json: JSONValue, name: String, in file: URL, _ folder: URL) throws -> Case? {
        var expression = json["expr"]?.stringValue ?? ""
        if let named = json["expr-file"]?.stringValue {
            let url = file.deletingLastPathComponent().appending(path: named)
            guard FileManager.default.fileExists(atPath: url.path) else { return nil }
            expression = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        }
        var input = json["data"]
        if input == nil, let dataset = json["dataset"]?.stringValue {
            input = try Self.json(folder.appending(path: "datasets/\(dataset).json"))
        }
        var limits = JSONataLimits()
        limits.time = .seconds(60)
        limits.stack = 4 << 20  // an unoptimised build needs ten times as much
        if let time = json["timelimit"]?.intValue { limits.time = .milliseconds(time) }
        // The reference counts three levels to a call.
        if let depth = json["depth"]?.intValue { limits.calls = (depth - 2) / 3 }
        let expectation: Expectation
        if let code = json["code"]?.stringValue ?? json["error"]?["code"]?.stringValue {
            expectation = .failure(code: code, token: json["token"]?.stringValue)
        } else if let result = json["result"] {
            expectation = .value(result)
        } else {
            expectation = .nothing
        }
        return Case(
            name: name,
            expression: expression,
            input: input,
            bindings: Dictionary(json["bindings"]?.objectValue?.map { ($0.key, $0.value) } ?? []) { $1 },
            expectation: expectation,
            isUnordered: json["unordered"]?.boolValue ?? false,
            limits: limits
        )
    }
}

extension JSONataSuite.Case {
    /// Evaluates the expression; what is wrong with the outcome in one line, or nil when it is as expected.
    package func failure() -> String? {
        let outcome: JSONValue?
        do {
            outcome = try JSONataExpression(expression).evaluate(input, bindings: bindings, limits: limits)
        } catch {
            guard case .failure(let code, let token) = expectation else { return "\(expected), raised \(error)" }
            guard error.code == code else { return "\(expected), raised \(error)" }
            guard token == nil || token == error.token else {
                return "expected the token \(token ?? ""), found \(error.token ?? "none")"
            }
            return nil
        }
        switch expectation {
        case .failure: return "\(expected), gave \(outcome?.text ?? "nothing")"
        case .nothing: return outcome == nil ? nil : "\(expected), gave \(outcome?.text ?? "")"
        case .value(let value):
            guard let outcome, Self.isEqual(value, outcome, unordered: isUnordered) else {
                return "\(expected), gave \(outcome?.text ?? "nothing")"
            }
            return nil
        }
    }

    private var expected: String {
        switch expectation {
        case .value(let value): "\(expression)\n    expected \(value.text)"
        case .nothing: "\(expression)\n    expected nothing"
        case .failure(let code, _): "\(expression)\n    expected \(code)"
        }
    }

    /// Compares numbers by value, and arrays without their order where a case says so.
    private static func isEqual(_ left: JSONValue, _ right: JSONValue, unordered: Bool) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return left.doubleValue == right.doubleValue
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            guard unordered else { return zip(left, right).allSatisfy { isEqual($0, $1, unordered: false) } }
            var rest = right
            for element in left {
                guard let index = rest.firstIndex(where: { isEqual(element, $0, unordered: false) }) else {
                    return false
                }
                rest.remove(at: index)
            }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            return left.allSatisfy { member in
                right[member.key].map { isEqual(member.value, $0, unordered: false) } ?? false
            }
        default:
            return left == right
        }
    }
}
