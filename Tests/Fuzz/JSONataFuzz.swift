// Fuzzed with Sources/JSON, Sources/Patterns and Sources/JSONata by Scripts/fuzz.sh.

import JSON
import JSONata

private let document: JSONValue = [
    "a": [["b": 1, "c": "x", "d": [1, 2]], ["b": 2, "c": nil]], "b": ["c": [["d": 3, "e": "k", "f": 1.5]]], "c": "text",
    "d": [], "e": true,
]

/// Traps when an expression ends in anything but a value or an error, or gives another value the second time.
///
/// The input is the text of an expression.
func fuzzJSONata(_ text: [UInt8]) {
    guard let source = String(validating: text, as: UTF8.self), let expression = try? JSONataExpression(source) else {
        return
    }
    var limits = JSONataLimits()
    limits.steps = 50_000
    limits.size = 200_000
    limits.time = .seconds(2)
    let first = try? expression.evaluate(document, limits: limits)
    guard !["random", "shuffle", "now", "millis", "eval"].contains(where: source.contains) else { return }
    precondition((try? expression.evaluate(document, limits: limits)) == first, "the same value the second time")
    if let value = first ?? nil {
        precondition((try? JSONValue(parsing: value.bytes)) != nil, "a value that can be read")
    }
}
