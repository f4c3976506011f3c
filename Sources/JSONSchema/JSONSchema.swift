public import JSON

/// A compiled JSON Schema: what is declared, what is filled in and what is refused.
///
/// Evaluates `type`, `properties`, `required`, `default`, `enum`, `const`, `items` (one schema), `additionalProperties`,
/// `uniqueItems`, `multipleOf`, the bounds on numbers, lengths and counts, and `format` as an assertion. Numbers compare
/// exactly, whatever their size; lengths count code points.
public struct JSONSchema: Sendable {
    private let root: SchemaNode

    /// Compiles a schema: an object, `true` or `false`, or the bare map of names to property schemas.
    ///
    /// An object is a bare map when each value is an object and a key is no keyword that could hold one there; what could be
    /// both is a schema. `required` may be a list of names or a truth value inside a property. Throws every problem at
    /// once: keywords and formats that are unknown or not evaluated yet, malformed ones, defaults that do not fit,
    /// schemas nested more than 128 keys deep.
    public init(_ schema: JSONValue) throws(JSONSchemaError) {
        try self.init(schema, isBareMap: SchemaForm.isBareMap(schema))
    }

    /// Compiles the schema of a job's arguments; what could be a schema or a bare map is a bare map.
    ///
    /// So `{"items": {"type": "array"}}` declares an argument named `items`. Otherwise the same as `init(_:)`.
    public init(arguments schema: JSONValue) throws(JSONSchemaError) {
        try self.init(schema, isBareMap: SchemaForm.canBeBareMap(schema))
    }

    private init(_ schema: JSONValue, isBareMap: Bool) throws(JSONSchemaError) {
        var compiler = SchemaCompiler()
        if isBareMap, let properties = schema.objectValue {
            root = compiler.compile(bareMap: properties)
        } else {
            root = compiler.compile(schema)
        }
        guard compiler.failures.isEmpty else { throw JSONSchemaError(failures: compiler.failures) }
    }

    /// Fills in the defaults of absent properties, nested ones too, then checks.
    ///
    /// Gives the completed value whether it fits or not, and every failure; none means that it fits. A value of the wrong
    /// type makes one failure, not one for each other keyword.
    public func check(_ value: JSONValue) -> (value: JSONValue, failures: [JSONSchemaFailure]) {
        let completed = root.completed(value)
        var checker = SchemaChecker()
        checker.check(completed, against: root)
        return (completed, checker.failures)
    }

    /// Whether `path` leads to a declared property, or into the elements of one with a schema for them.
    public func isDeclared(_ path: JSONPath) -> Bool { steps(to: path) != nil }

    /// Whether every valid value has something at `path`: it and each property on the way is declared and required.
    public func isRequired(_ path: JSONPath) -> Bool {
        guard let steps = steps(to: path) else { return false }
        return steps.allSatisfy { $0 }
    }

    /// For each segment whether it is required, or nil when one is not declared; nil for the root too.
    private func steps(to path: JSONPath) -> [Bool]? {
        guard !path.segments.isEmpty else { return nil }
        var node = root
        var steps: [Bool] = []
        for segment in path.segments {
            if let property = node.property(segment) {
                steps.append(node.isRequired(property))
                node = property.node
            } else if case .matching(let item) = node.items, Self.isIndex(segment) {
                steps.append(false)
                node = item
            } else {
                return nil
            }
        }
        return steps
    }

    private static func isIndex(_ segment: String) -> Bool {
        !segment.isEmpty && segment.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
}
