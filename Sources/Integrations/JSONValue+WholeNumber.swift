import JSON

extension JSONValue {
    /// The whole number that this is or, as placeholders give text, that its text says.
    var wholeNumber: Int? { intValue ?? stringValue.flatMap { Int($0) } }
}
