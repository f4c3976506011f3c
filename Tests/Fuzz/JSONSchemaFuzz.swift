// Fuzzed with Sources/JSON, Sources/Patterns and Sources/JSONSchema by Scripts/fuzz.sh.

import JSON
import JSONSchema

/// Traps when a check contradicts itself.
///
/// The input is a schema, or an array of a schema and values.
func fuzzJSONSchema(_ text: [UInt8]) {
    guard let input = try? JSONValue(parsing: text, limits: JSONLimits(maxDepth: 100, maxBytes: 1 << 16)) else {
        return
    }
    let parts = input.arrayValue ?? [input]
    guard let schema = parts.first else { return }
    let values = parts.dropFirst() + [schema, 1, "a", [1, "a", nil], ["a": 1, "b": [:]]]

    if let arguments = try? JSONSchema(arguments: schema) {
        for key in ["a", "a.b", "0", "a.0"] {
            let path = JSONPath(key)
            precondition(!arguments.isRequired(path) || arguments.isDeclared(path), "required, so declared")
        }
        check(arguments, Array(values.prefix(2)))
    }
    var options = JSONSchemaOptions()
    options.maxSteps = 20_000
    if let filling = try? JSONSchema(schema, options: options) { check(filling, Array(values)) }

    options.fillsDefaults = false
    guard let plain = try? JSONSchema(schema, options: options) else { return }
    let isSelfContained = !schema.text.contains("$")
    let opposite = isSelfContained ? try? JSONSchema(["not": schema], options: options) : nil
    let twofold = isSelfContained ? try? JSONSchema(["allOf": [schema, schema]], options: options) : nil
    for value in values {
        let (completed, failures) = plain.check(value)
        precondition(completed == value, "nothing filled in")
        if failures.contains(where: isAboutBounds) { continue }
        precondition(plain.isValid(value) == failures.isEmpty, "valid, so no failures")
        if let opposite {
            let others = opposite.check(value).failures
            precondition(others.contains(where: isAboutBounds) || others.isEmpty != failures.isEmpty, "not")
        }
        if let twofold {
            let others = twofold.check(value).failures
            precondition(others.contains(where: isAboutBounds) || others.isEmpty == failures.isEmpty, "all of the same")
        }
    }
}

private func check(_ schema: JSONSchema, _ values: [JSONValue]) {
    for value in values {
        let (completed, failures) = schema.check(value)
        precondition(failures.count <= 101, "a bounded number of failures")
        precondition(schema.check(value).failures == failures, "the same the second time")
        if failures.isEmpty { precondition(schema.check(completed).value == completed, "defaults are filled in once") }
    }
}

/// Whether a failure says that a bound was reached, so that nothing is known of the value.
private func isAboutBounds(_ failure: JSONSchemaFailure) -> Bool {
    ["takes more than", "nested deeper", "could not be searched for"].contains { failure.message.contains($0) }
}
