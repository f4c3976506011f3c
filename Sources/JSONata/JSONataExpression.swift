public import JSON

/// A compiled expression of the JSONata language, version 2.
///
/// Compile once, evaluate many times and from any thread. An evaluation changes nothing outside of itself.
///
/// ```swift
/// let expression = try JSONataExpression("Account.Order.Product.(Price * Quantity) ~> $sum()")
/// let total = try expression.evaluate(document)
/// ```
public struct JSONataExpression: Sendable {
    /// The text that was compiled.
    public let source: String

    private let root: any Node
    private let functions: FunctionTable
    private let names: NamesUsed

    /// Compiles `source`; `functions` are the built-in ones unless the embedding program adds its own.
    ///
    /// Throws an error with a code of the `S` family and the place of the fault.
    public init(_ source: String, functions: JSONataFunctions = .standard) throws(JSONataError) {
        self.source = source
        self.functions = functions.table
        (root, names) = try Compiler.compile(source, functions: functions.table, isOpen: false)
    }

    /// Whether the expression names `field` anywhere: as a step of a path, or in a string.
    ///
    /// What only a wildcard or the whole context reaches is not seen.
    public func mentions(_ field: String) -> Bool { names.evaluatesText || names.fields.contains(field) }

    /// The names that its paths have as steps, whatever they start from.
    package var stepNames: Set<String> { names.steps }

    /// The names of the path that the expression is, when it is nothing but names (`properties.email`); nil otherwise.
    ///
    /// On objects alone it gives what walking them by these names gives.
    public var plainPath: [String]? { (root as? FieldsNode)?.plainNames }

    /// Whether the language takes a value for true: not nothing, null, empty text, 0, nor what holds nothing true.
    public static func isTrue(_ value: JSONValue?) -> Bool { value.map(Value.init)?.isTruthy ?? false }

    /// The expression's value for `input`, or nil when it has none.
    ///
    /// `bindings` are variables by their names without `$`. Numbers of the input that are passed on keep their text.
    /// Throws what the expression raises, and U1001 when it goes past a limit.
    public func evaluate(
        _ input: JSONValue?,
        bindings: [String: JSONValue] = [:],
        limits: JSONataLimits = JSONataLimits()
    ) throws(JSONataError) -> JSONValue? {
        let value = input.map(Value.init) ?? .undefined
        let run = Run(root: value, functions: functions, limits: limits, bound: bindings.keys)
        let frame = Frame(run: run)
        for (name, value) in bindings { frame.bind(name, Value(value)) }
        defer { run.finish() }
        // An input that is an array counts as one value.
        let context = value.isArray ? Value.array(ValueArray([value], [.sequence, .wrapsInput])) : value
        return try root.evaluate(context, frame, run).json()
    }
}
