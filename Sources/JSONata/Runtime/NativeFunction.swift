/// A function that is not written in the language itself.
struct NativeFunction: Sendable {
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
}

/// The arguments of a call by position; undefined where there are fewer.
extension [Value] {
    subscript(optional index: Int) -> Value { index < count ? self[index] : .undefined }
}
