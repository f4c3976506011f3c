public import JSON

/// The functions that expressions can call.
public struct JSONataFunctions: Sendable {
    private(set) var table: FunctionTable

    /// The functions of the language.
    public static let standard = JSONataFunctions(table: .standard)

    /// Adds `$name`, or replaces the function of that name.
    ///
    /// `signature` is written as in the language, such as `<s-n?:s>`, and checked before each call; the body gets as many
    /// arguments as were given, nil for one without a value, and answers nil for no value. A function among the
    /// arguments arrives as an empty string. What the body throws becomes an error `D3140` that quotes it.
    /// Throws S0401 or S0402 when the signature is malformed.
    public mutating func add(
        _ name: String,
        signature: String,
        _ body: @escaping @Sendable ([JSONValue?]) throws -> JSONValue?
    ) throws(JSONataError) {
        let parsed = try Signature(signature)
        table.add(
            NativeFunction(name: name, signature: parsed, arity: parsed.parameters.count) {
                (arguments, call) throws(JSONataError) in
                var json: [JSONValue?] = []
                for argument in arguments { json.append(try argument.json()) }
                let result: JSONValue?
                do {
                    result = try body(json)
                } catch let error as JSONataError {
                    throw error
                } catch {
                    throw JSONataError("D3140", "$\(name) failed: \(error)")
                }
                return result.map(Value.init) ?? .undefined
            }
        )
    }
}
