public import JSON

/// A compiled JSON Schema of draft 2020-12: what is declared, what is filled in and what is refused.
///
/// Evaluates all keywords of the standard, and `required: true` within a property, as drafts up to 3 have it. Numbers
/// compare exactly, whatever their size; lengths count code points; `pattern` is ECMAScript's, within a budget of steps.
public struct JSONSchema: Sendable {
    private let schema: CompiledSchema
    private let fillsDefaults: Bool
    /// Whether the schema was put around a bare map, so that places in it are a key deeper than in the map.
    private var isWrapped = false

    /// Compiles a schema: an object, `true` or `false`.
    ///
    /// Throws every problem at once: malformed keywords, references that lead nowhere or around in circles, defaults that
    /// do not fit, schemas nested more than 128 keys deep.
    public init(_ schema: JSONValue, options: JSONSchemaOptions = JSONSchemaOptions()) throws(JSONSchemaError) {
        var compiler = SchemaCompiler(options: options)
        compiler.compile(document: schema)
        guard compiler.failures.isEmpty else { throw JSONSchemaError(failures: compiler.failures) }
        self.schema = compiler.schema
        fillsDefaults = options.fillsDefaults && compiler.schema.nodes.contains { $0.defaultValue != nil }
    }

    /// Compiles the schema of a job's arguments: a schema, or the bare map of names to property schemas.
    ///
    /// An object is a bare map when each value is an object, unless it has `properties` of schemas or a key that begins with
    /// a dollar sign; so `{"items": {"type": "array"}}` declares an argument named `items`. Formats are asserted, defaults
    /// filled in, and near misses refused.
    public init(arguments schema: JSONValue) throws(JSONSchemaError) {
        var options = JSONSchemaOptions()
        options.refusesNearMisses = true
        let isBareMap = ArgumentsForm.isBareMap(schema)
        do {
            try self.init(isBareMap ? ["type": "object", "properties": schema] : schema, options: options)
        } catch {
            guard isBareMap else { throw error }
            throw JSONSchemaError(failures: error.failures.map(ArgumentsForm.withoutWrapper))
        }
        isWrapped = isBareMap
    }

    /// Fills in the defaults of absent properties, nested ones too, then checks.
    ///
    /// Gives the completed value whether it fits or not, and up to 100 failures; none means that it fits. A value of the
    /// wrong type makes one failure, not one for each other keyword. A check that takes too many steps, or applies schemas
    /// more than 256 deep within each other, ends with a failure that says so.
    public func check(_ value: JSONValue) -> (value: JSONValue, failures: [JSONSchemaFailure]) {
        var completed = value
        if fillsDefaults {
            var filler = DefaultFiller(schema: schema)
            completed = filler.completed(value, at: [schema.root])
            if let failure = filler.failure { return (value, [failure]) }
        }
        var evaluator = SchemaEvaluator(schema: schema)
        evaluator.check(completed, against: schema.root)
        let failures = evaluator.failures
        return (completed, isWrapped ? failures.map(ArgumentsForm.withoutWrapper) : failures)
    }

    /// Whether the value fits as it is, without defaults; ends at the first thing that doesn't.
    public func isValid(_ value: JSONValue) -> Bool {
        var evaluator = SchemaEvaluator(schema: schema)
        evaluator.mode = .silent
        return evaluator.check(value, against: schema.root)
    }

    /// Whether `path` leads to a declared property, or into the elements of one with a schema for them.
    ///
    /// What `$ref` and `allOf` lead to counts.
    public func isDeclared(_ path: JSONPath) -> Bool { schema.steps(to: path) != nil }

    /// Whether every valid value has something at `path`: it and each property on the way is declared and required.
    public func isRequired(_ path: JSONPath) -> Bool {
        guard let steps = schema.steps(to: path) else { return false }
        return steps.allSatisfy { $0 }
    }
}
