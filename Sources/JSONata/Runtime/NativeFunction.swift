/// A function that is not written in the language itself.
final class NativeFunction: Sendable {
    /// What a call gets beside its arguments.
    struct Call {
        let input: Value
        let frame: Frame
        let run: Run
    }

    let name: String
    let signature: Signature?
    /// How many arguments a higher-order function gives it.
    let arity: Int
    let body: @Sendable ([Value], Call) throws(JSONataError) -> Value

    init(
        name: String,
        signature: Signature?,
        arity: Int,
        body: @escaping @Sendable ([Value], Call) throws(JSONataError) -> Value
    ) {
        self.name = name
        self.signature = signature
        self.arity = arity
        self.body = body
    }
}

/// The arguments of a call by position; undefined where there are fewer.
extension [Value] {
    subscript(optional index: Int) -> Value { index < count ? self[index] : .undefined }
}
