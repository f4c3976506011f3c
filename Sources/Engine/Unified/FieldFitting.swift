import Domain
import Expressions
import JSON

/// Makes what a vendor wrote fit the type that a model's field has.
///
/// Nothing is lost: what doesn't fit is given back, to be kept beside the field.
struct FieldFitting: Sendable {
    /// Words of the vendor and what the model calls them, by the field's path.
    let translations: [String: [String: String]]

    // `nil` beside a JSON value would be its null, so what is absent is written `.none` here.

    /// What became of a value: what stands in the field, and what stands beside it as `<field>_raw`.
    struct Fitted {
        var value: JSONValue?
        var raw: JSONValue?
    }

    /// Null, empty text, and arrays and objects without content fit as no value at all.
    ///
    /// `path` is only put together where words may be translated.
    func fit(_ value: JSONValue, _ type: FieldType, at path: @autoclosure () -> String) -> Fitted {
        guard !FieldFitting.isNothing(value) else { return Fitted() }
        // Words that are translated have to be looked at one by one.
        guard !translations.isEmpty || !FieldFitting.isFitting(value, type) else { return Fitted(value: value) }
        switch type {
        case .string(let values): return fit(value, oneOf: values, at: path())
        case .object(let fields):
            guard case .object(let members) = value else { return Fitted(raw: value) }
            guard !fields.isEmpty else { return Fitted(value: ExpressionFunctions.withoutEmpty(value)) }
            let object = fit(members, fields, below: path())
            return Fitted(value: object.isEmpty ? .none : .some(.object(object)))
        case .array(let element):
            return fit(value.arrayValue ?? [value], each: element, of: value, at: path())
        case .any: return Fitted(value: ExpressionFunctions.withoutEmpty(value))
        case .integer, .number, .boolean, .timestamp, .date:
            let fitted = FieldFitting.scalar(value, type)
            return Fitted(value: fitted, raw: fitted == nil ? .some(value) : .none)
        }
    }

    /// The members in the order of `fields`, what belongs to none of them behind.
    func fit(_ members: JSONObject, _ fields: [UnifiedField], below path: @autoclosure () -> String) -> JSONObject {
        var object = JSONObject(capacity: members.count)
        var found = 0
        for field in fields {
            guard let value = members[field.key] else { continue }
            found += 1
            fit(value, field, below: path(), into: &object)
        }
        guard found < members.count else { return object }
        for (key, value) in members where !fields.contains(where: { $0.name == key }) && object[key] == nil {
            object[key] = ExpressionFunctions.withoutEmpty(value)
        }
        return object
    }

    /// Whether the value is text with content, or holds nothing but that in its fields' order: as most do, and so are
    /// not made anew.
    private static func isFitting(_ value: JSONValue, _ type: FieldType) -> Bool {
        switch value {
        case .string(let text):
            guard case .string(let values) = type else { return false }
            return values.isEmpty && !text.isEmpty
        case .array(let elements):
            guard case .array(let element) = type else { return false }
            return !elements.isEmpty && elements.allSatisfy { isFitting($0, element) }
        case .object(let members):
            guard case .object(let fields) = type else { return false }
            var rest = fields[...]
            return !members.isEmpty
                && members.allSatisfy { key, value in
                    while let field = rest.popFirst() {
                        if field.name == key { return isFitting(value, field.type) }
                    }
                    return false
                }
        case .null, .bool, .number: return false
        }
    }

    private static func isNothing(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .bool, .number, .object: false
        }
    }

    /// Sets the field, or what stands beside it, to what becomes of `value`.
    func fit(
        _ value: JSONValue,
        _ field: UnifiedField,
        below path: @autoclosure () -> String,
        into object: inout JSONObject
    ) {
        let fitted = fit(value, field.type, at: path().isEmpty ? field.name : "\(path()).\(field.name)")
        if let value = fitted.value { object.set(field.key, value) }
        if let raw = fitted.raw { object["\(field.name)_raw"] = raw }
    }

    private func fit(
        _ elements: [JSONValue],
        each type: FieldType,
        of whole: JSONValue,
        at path: @autoclosure () -> String
    ) -> Fitted {
        var kept: [JSONValue] = []
        kept.reserveCapacity(elements.count)
        var isWhole = true
        for element in elements {
            let fitted = fit(element, type, at: path())
            if let value = fitted.value { kept.append(value) }
            isWhole = isWhole && fitted.raw == nil
        }
        return Fitted(value: kept.isEmpty ? .none : .some(.array(kept)), raw: isWhole ? .none : .some(whole))
    }

    /// Text, which a number or a truth value becomes as it is written; of an enum the word that the model has.
    private func fit(_ value: JSONValue, oneOf values: [String], at path: @autoclosure () -> String) -> Fitted {
        let text: String
        switch value {
        case .string where values.isEmpty: return Fitted(value: value)
        case .string(let string): text = string
        case .number(let number): text = number.text
        case .bool(let bool): text = bool ? "true" : "false"
        case .null, .array, .object: return Fitted(raw: value)
        }
        let word = translations.isEmpty ? text : translations[path()]?[text] ?? text
        let known = values.isEmpty || values.contains(word) ? word : values.first { $0 == word.lowercased() }
        return Fitted(value: known.map { .string($0) }, raw: known == text ? .none : .some(value))
    }

    /// The value as a number, a truth value or a moment; nil when it is none.
    static func scalar(_ value: JSONValue, _ type: FieldType) -> JSONValue? {
        switch type {
        case .string:
            switch value {
            case .string: value
            case .number(let number): .string(number.text)
            case .bool(let bool): .string(bool ? "true" : "false")
            case .null, .array, .object: .none
            }
        case .number: number(value).map { .number($0) }
        case .integer: number(value).flatMap(integer).map { .number($0) }
        case .boolean: boolean(value).map { .bool($0) }
        case .timestamp: moment(value).map { .string($0) }
        case .date: moment(value).map { .string(String($0.prefix(10))) }
        case .object, .array, .any: value
        }
    }

    private static func number(_ value: JSONValue) -> JSONNumber? {
        value.numberValue ?? value.stringValue.flatMap { JSONNumber(text: $0) }
    }

    /// Of any size; a number with a fraction is none.
    private static func integer(_ number: JSONNumber) -> JSONNumber? {
        let isPlain = number.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 }
        return isPlain ? number : number.intValue.map { JSONNumber($0) }
    }

    private static func boolean(_ value: JSONValue) -> Bool? {
        switch value {
        case .bool(let bool): bool
        case .string("true"), .string("1"): true
        case .string("false"), .string("0"): false
        case .number(let number): number.text == "1" ? true : number.text == "0" ? false : nil
        case .string, .null, .array, .object: nil
        }
    }

    /// ISO 8601 text, or a count since 1970: seconds below 10^11, milliseconds from there on.
    private static func moment(_ value: JSONValue) -> String? {
        if let text = value.stringValue, let moment = Timestamp.normalized(iso: text) { return moment }
        guard let count = number(value)?.intValue, abs(count) < 100_000_000_000_000 else { return nil }
        return Timestamp(milliseconds: Int64(abs(count) < 100_000_000_000 ? count * 1000 : count)).description
    }
}

extension FieldFitting {
    /// Reads a mapping's `values`; throws all that belongs to no field, or isn't one of its words.
    static func translations(
        _ values: JSONObject,
        of resource: UnifiedResource,
        at path: String
    ) throws(ValidationError) -> [String: [String: String]] {
        var reader = DocumentReader(.object(values), at: path, keys: nil)
        var translations: [String: [String: String]] = [:]
        for field in values.keys {
            guard case .string(let words) = FieldType.object(resource.fields).type(at: field) else {
                reader.fail(field, "there is no such field of text")
                continue
            }
            for (word, value) in reader.object(field) {
                guard let known = value.stringValue else {
                    reader.fail("\(field).\(word)", "expected text, found \(value.kindName)")
                    continue
                }
                translations[field, default: [:]][word] = known
                guard !words.isEmpty, !words.contains(known) else { continue }
                reader.fail("\(field).\(word)", "the field is one of \(words.joined(separator: ", "))")
            }
        }
        try reader.finish()
        return translations
    }
}

extension FieldType {
    /// The type of what a dotted path leads to, through arrays; nil where it leads nowhere.
    fileprivate func type(at path: String) -> FieldType? {
        path.split(separator: ".").reduce(Optional(self)) { type, name in
            guard case .object(let fields) = type?.element else { return nil }
            return fields.first { $0.name == name }?.type
        }?.element
    }
}
