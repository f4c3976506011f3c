package import Domain
package import JSON
import JSONSchema

/// The schema of a job's arguments.
package struct ArgsSchema: Sendable {
    private let schema: JSONSchema?

    /// Throws what is wrong with the schema, each fault with its path below `args_schema`.
    package init(_ value: JSONValue?) throws(ValidationError) {
        guard let value, !value.isNull else {
            schema = nil
            return
        }
        guard value.objectValue != nil else {
            throw ValidationError("args_schema", "expected an object, found \(value.kindName)")
        }
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
