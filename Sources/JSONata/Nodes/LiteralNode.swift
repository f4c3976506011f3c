import JSON

/// A string, number, truth value or null, as it was written.
final class LiteralNode: Node {
    enum Literal: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
    }

    let literal: Literal
    private let json: JSONValue?

    init(_ literal: Literal) {
        self.literal = literal
        json =
            switch literal {
            case .null: .some(.null)
            case .bool(let value): .bool(value)
            case .number(let value): JSONNumber(text: ScriptNumber.text(value)).map { .number($0) }
            case .string(let text): .string(text)
            }
    }

    var arranges: Bool { json != nil }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? { json }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        switch literal {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        }
    }
}
