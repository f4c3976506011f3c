import Domain
import JSON

/// Reads the keys of a body, gathers what is wrong with them, and names those that mean nothing.
struct BodyReader {
    private let object: JSONObject
    private var read: Set<String> = []
    private(set) var failures: [ValidationFailure] = []
    private var warnings: [String] = []

    init(_ object: JSONObject) { self.object = object }

    /// Whether the key is there at all, null included.
    mutating func has(_ key: String) -> Bool {
        read.insert(key)
        return object[key] != nil
    }

    mutating func fail(_ key: String, _ message: String) { failures.append(ValidationFailure(key, message)) }

    /// Any value; null counts as absent.
    mutating func value(_ key: String) -> JSONValue? {
        read.insert(key)
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    mutating func text(_ key: String, required: Bool = false) -> String? {
        guard let value = present(key, required) else { return nil }
        if value.stringValue == nil { fail(key, "expected text, found \(value.kindName)") }
        return value.stringValue
    }

    mutating func boolean(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        if value.boolValue == nil { fail(key, "expected true or false, found \(value.kindName)") }
        return value.boolValue
    }

    /// A whole number, or text that is one.
    mutating func integer(_ key: String) -> Int? {
        guard let value = value(key) else { return nil }
        let number = value.intValue ?? value.stringValue.flatMap { Int($0) }
        if number == nil { fail(key, "expected a whole number, found \(value.kindName)") }
        return number
    }

    mutating func object(_ key: String, required: Bool = false) -> JSONObject? {
        guard let value = present(key, required) else { return nil }
        if value.objectValue == nil { fail(key, "expected an object, found \(value.kindName)") }
        return value.objectValue
    }

    mutating func array(_ key: String) -> [JSONValue]? {
        guard let value = value(key) else { return nil }
        if value.arrayValue == nil { fail(key, "expected an array, found \(value.kindName)") }
        return value.arrayValue
    }

    /// One of a fixed set of words.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ key: String) -> Word? where Word.RawValue == String {
        guard let text = text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let valid = Word.allCases.map(\.rawValue).joined(separator: ", ")
            fail(key, "expected one of \(valid), found \"\(text)\"")
            return nil
        }
        return word
    }

    /// Refuses keys that the contract knows and this version doesn't do; nothing is accepted and then ignored.
    ///
    /// Null, false, empty text and empty lists ask for nothing and pass.
    mutating func refuse(_ keys: [String]) {
        for key in keys {
            switch value(key) {
            case nil, .bool(false), .string(""), .array([]): break
            default: fail(key, "not supported yet")
            }
        }
    }

    /// Accepts keys that the server sets itself, and says so.
    mutating func ignore(_ keys: [String]) {
        for key in keys where has(key) { warnings.append("\(key): set by the server, ignored") }
    }

    /// Throws what is wrong; otherwise the warnings, with those about unknown keys.
    func finish() throws(ValidationError) -> [String] {
        guard failures.isEmpty else { throw ValidationError(failures) }
        return warnings + object.keys.filter { !read.contains($0) }.map { "\($0): unknown, dropped" }
    }

    private mutating func present(_ key: String, _ required: Bool) -> JSONValue? {
        let value = value(key)
        if value == nil, required { fail(key, "required") }
        return value
    }
}

extension JSONObject {
    /// The object with `warnings`, if there are any.
    func adding(warnings: [String]) -> JSONValue {
        guard !warnings.isEmpty else { return .object(self) }
        var object = self
        object["warnings"] = .array(warnings.map { .string($0) })
        return .object(object)
    }
}
