import Domain
import JSON
import JSONata

/// Reads one object of a mapping and gathers everything that is wrong with it.
struct MappingReader {
    private let members: JSONObject
    private let path: String
    private var failures: [ValidationFailure] = []

    /// Only `keys` may be there; nil allows any.
    init(_ value: JSONValue, at path: String, keys: [String]?) {
        members = value.objectValue ?? JSONObject()
        self.path = path
        if value.objectValue == nil { fail("", "expected an object, found \(value.kindName)") }
        guard let keys else { return }
        for key in members.keys where !keys.contains(key) {
            fail(key, "unknown key; \(Spelling.hint(for: key, in: keys))")
        }
    }

    mutating func fail(_ key: String, _ message: String) {
        failures.append(ValidationFailure(key.isEmpty ? path : "\(path).\(key)", message))
    }

    mutating func add(_ error: ValidationError) { add(error.failures) }

    mutating func add(_ failures: [ValidationFailure]) { self.failures += failures }

    /// Throws all that was wrong.
    func finish() throws(ValidationError) {
        guard failures.isEmpty else { throw ValidationError(failures) }
    }

    subscript(key: String) -> JSONValue? { members[key].flatMap { $0.isNull ? .none : .some($0) } }

    mutating func text(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.stringValue else {
            fail(key, "expected text, found \(value.kindName)")
            return nil
        }
        return text
    }

    mutating func texts(_ key: String) -> [String] {
        guard let value = self[key] else { return [] }
        let texts = (value.arrayValue ?? [value]).compactMap(\.stringValue)
        if texts.count != value.arrayValue?.count ?? 1 { fail(key, "expected a list of text") }
        return texts
    }

    mutating func object(_ key: String) -> JSONObject {
        guard let value = self[key] else { return JSONObject() }
        guard let object = value.objectValue else {
            fail(key, "expected an object, found \(value.kindName)")
            return JSONObject()
        }
        return object
    }

    mutating func count(_ key: String) -> Int? {
        guard let value = self[key] else { return nil }
        guard let count = value.intValue, (1...1_000_000).contains(count) else {
            fail(key, "expected a whole number from 1 to 1000000, found \(value.text)")
            return nil
        }
        return count
    }

    /// A JSONata expression; a number, a truth value or null is the constant that it looks like.
    mutating func expression(_ key: String) -> JSONataExpression? {
        guard let value = self[key] else { return nil }
        let text: String
        switch value {
        case .string(let string): text = string
        case .number(let number): text = number.text
        case .bool(let bool): text = bool ? "true" : "false"
        case .null, .array, .object:
            fail(key, "expected a JSONata expression, found \(value.kindName)")
            return nil
        }
        do {
            return try ExpressionFunctions.compile(text, at: "\(path).\(key)")
        } catch {
            add(error)
            return nil
        }
    }
}
