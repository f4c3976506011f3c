import JSON

/// One condition of a search.
struct HubSpotFilter: Sendable {
    enum Operator: String, Sendable {
        case equal = "EQ"
        case notEqual = "NEQ"
        case greater = "GT"
        case greaterOrEqual = "GTE"
        case less = "LT"
        case lessOrEqual = "LTE"
        case between = "BETWEEN"
        case isIn = "IN"
        case notIn = "NOT_IN"
        case containsToken = "CONTAINS_TOKEN"
        case hasProperty = "HAS_PROPERTY"
        case hasNotProperty = "NOT_HAS_PROPERTY"
    }

    private let property: HubSpotProperty
    private let condition: Operator
    private let operands: [String]

    init(_ value: JSONValue, of kind: HubSpotKind) throws(HubSpotError) {
        let name = value["propertyName"]?.stringValue ?? ""
        guard let property = HubSpotProperty.all(of: kind).first(where: { $0.name == name }) else {
            throw .invalid("There was a problem with the request: property \"\(name)\" does not exist")
        }
        guard let condition = Operator(rawValue: value["operator"]?.stringValue ?? "") else {
            throw .invalid("There was a problem with the request: the operator is missing or not known")
        }
        self.property = property
        self.condition = condition
        switch condition {
        case .hasProperty, .hasNotProperty: operands = []
        case .isIn, .notIn: operands = (value["values"]?.arrayValue ?? []).map { $0.stringValue ?? $0.text }
        case .between: operands = [value["value"], value["highValue"]].compactMap { $0?.stringValue ?? $0?.text }
        case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual, .containsToken:
            operands = [value["value"]].compactMap { $0?.stringValue ?? $0?.text }
        }
        let wanted = condition == .between ? 2 : condition == .hasProperty || condition == .hasNotProperty ? 0 : 1
        guard operands.count >= wanted else {
            throw .invalid("There was a problem with the request: a value is missing")
        }
    }

    /// The lowest id that can match, as far as this filter alone decides it.
    var lowestID: Int? {
        guard property.name == "hs_object_id", let id = operands.first.flatMap({ Int($0) }) else { return nil }
        return switch condition {
        case .greater: id + 1
        case .greaterOrEqual, .equal: id
        default: nil
        }
    }

    func matches(_ record: HubSpotRecord) -> Bool {
        let value = record.value(of: property)
        switch condition {
        case .hasProperty: return !value.isNull
        case .hasNotProperty: return value.isNull
        case .isIn: return operands.contains { value.compare(value.parsing($0)) == 0 }
        case .notIn: return !value.isNull && !operands.contains { value.compare(value.parsing($0)) == 0 }
        case .containsToken: return contains(operands[0], in: value)
        case .equal: return compare(value, 0) == 0
        case .notEqual: return compare(value, 0).map { $0 != 0 } ?? false
        case .greater: return compare(value, 0).map { $0 > 0 } ?? false
        case .greaterOrEqual: return compare(value, 0).map { $0 >= 0 } ?? false
        case .less: return compare(value, 0).map { $0 < 0 } ?? false
        case .lessOrEqual: return compare(value, 0).map { $0 <= 0 } ?? false
        case .between:
            return (compare(value, 0).map { $0 >= 0 } ?? false) && (compare(value, 1).map { $0 <= 0 } ?? false)
        }
    }

    /// Whether one of the value's words, or of the parts of a list, is `token`, whose `*` stands for any rest.
    private func contains(_ token: String, in value: HubSpotValue) -> Bool {
        guard case .text(let text) = value else { return false }
        let wanted = token.lowercased()
        let words = text.lowercased().split { $0 == " " || $0 == ";" || $0 == "\n" }
        guard wanted.hasSuffix("*") else { return words.contains { $0 == wanted } }
        return words.contains { $0.hasPrefix(wanted.dropLast()) }
    }

    private func compare(_ value: HubSpotValue, _ operand: Int) -> Int? {
        value.compare(value.parsing(operands[operand]))
    }
}
