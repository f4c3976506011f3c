/// A string, number, truth value or null, as it was written.
final class LiteralNode: Node {
    enum Literal: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
    }

    let literal: Literal

    init(_ literal: Literal) { self.literal = literal }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        switch literal {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        }
    }
}
