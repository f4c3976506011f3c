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
    /// One reference for all that was compiled, so that an expression is copied at the price of one.
    private let program: Program

    private final class Program: Sendable {
        let source: String
        let root: any Node
        let functions: FunctionTable
        let names: NamesUsed
        /// The names among those read that a variable may be handed in by; nil where text may read any.
        let variables: [String]?
        /// Whether it may work without a run, as most expressions of a mapping do.
        let arranges: Bool

        init(_ source: String, functions: FunctionTable) throws(JSONataError) {
            self.source = source
            self.functions = functions
            (root, names) = try Compiler.compile(source, functions: functions, isOpen: false)
            arranges = root.arranges
            variables = names.evaluatesText ? nil : Array(names.read)
        }
    }

    /// Compiles `source`; `functions` are the built-in ones unless the embedding program adds its own.
    ///
    /// Throws an error with a code of the `S` family and the place of the fault.
    public init(_ source: String, functions: JSONataFunctions = .standard) throws(JSONataError) {
        program = try Program(source, functions: functions.table)
    }

    /// The text that was compiled.
    public var source: String { program.source }

    /// Whether the expression names `field` anywhere: as a step of a path, or in a string.
    ///
    /// What only a wildcard or the whole context reaches is not seen.
    public func mentions(_ field: String) -> Bool {
        program.names.evaluatesText || program.names.fields.contains(field)
    }

    /// The names that its paths have as steps, whatever they start from.
    package var stepNames: Set<String> { program.names.steps }

    /// Whether the language takes a value for true: not nothing, null, empty text, 0, nor what holds nothing true.
    public static func isTrue(_ value: JSONValue?) -> Bool { value.map(Value.init)?.isTruthy ?? false }

    /// The expression's value for `input`, or nil when it has none.
    ///
    /// `bindings` are variables by their names without `$`; only those that the expression names cost anything. Numbers
    /// of the input that are passed on keep their text. Throws what the expression raises, and U1001 when it goes past
    /// a limit.
    public func evaluate(
        _ input: JSONValue?,
        bindings: [String: JSONValue] = [:],
        limits: JSONataLimits = JSONataLimits()
    ) throws(JSONataError) -> JSONValue? {
        if program.arranges, case .object(let members) = input {
            do {
                return try program.root.arranged(members)
            } catch {}
        }
        let value = input.map(Value.init) ?? .undefined
        let run = Run(root: value, functions: program.functions, limits: limits)
        let frame = Frame(run: run)
        if let variables = program.variables {
            for name in variables {
                if let value = bindings[name] { run.bind(name, Value(value), in: frame) }
            }
        } else {
            for (name, value) in bindings { run.bind(name, Value(value), in: frame) }
        }
        defer { run.finish() }
        // An input that is an array counts as one value.
        let context = value.isArray ? Value.array(ValueArray([value], [.sequence, .wrapsInput])) : value
        return try program.root.evaluate(context, frame, run).json()
    }
}
