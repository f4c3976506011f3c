package import Domain
package import JSON
import JSONSchema

/// The schema of a job's arguments.
package struct ArgsSchema: Sendable {
    private let schema: JSONSchema?
    /// Paths of the declared arguments that may be arrays, for messages.
    let arrays: [String]

    /// Throws what is wrong with the schema, each fault with its path below `args_schema`.
    package init(_ value: JSONValue?) throws(ValidationError) {
        guard let value, !value.isNull else {
            schema = nil
            arrays = []
            return
        }
        guard value.objectValue != nil else {
            throw ValidationError("args_schema", "expected an object, found \(value.kindName)")
        }
        arrays = ArgsSchema.arrays(in: value, below: "args")
        do {
            schema = try JSONSchema(arguments: value)
        } catch {
            throw ValidationError(
                error.failures.map { failure in
                    ValidationFailure(joined("args_schema", failure.schemaPath), failure.message)
                }
            )
        }
    }

    /// The arguments with defaults filled in; throws what is wrong with them, each fault with its path below `args`.
    package func check(_ args: JSONObject) throws(ValidationError) -> JSONObject {
        guard let schema else { return args }
        let (value, failures) = schema.check(.object(args))
        guard failures.isEmpty else {
            throw ValidationError(
                failures.map { ValidationFailure(joined("args", $0.instancePath), $0.message) }
            )
        }
        return value.objectValue ?? args
    }

    private static func arrays(in schema: JSONValue, below path: String) -> [String] {
        let properties = schema["properties"]?.objectValue ?? JSONObject()
        return properties.flatMap { name, property in
            let types = property["type"]?.arrayValue ?? [property["type"]].compactMap { $0 }
            let isArray = types.contains("array") || types.isEmpty && property["properties"] == nil
            return (isArray ? ["\(path).\(name)"] : []) + arrays(in: property, below: "\(path).\(name)")
        }
    }

    /// Whether jobs may name the argument: without a schema any, with one those it declares.
    func mayExist(_ path: JSONPath) -> Bool { schema.map { $0.isDeclared(path) } ?? true }

    /// Whether the argument is declared and may be left out.
    func isOptional(_ path: JSONPath) -> Bool {
        guard let schema else { return false }
        return schema.isDeclared(path) && !schema.isRequired(path)
    }
}

private func joined(_ root: String, _ path: JSONPath) -> String {
    path.segments.isEmpty ? root : "\(root).\(path)"
}
