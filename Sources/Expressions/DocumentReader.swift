package import Domain
package import JSON
package import JSONata

/// Reads one object of a mapping or a manifest and gathers everything that is wrong with it.
package struct DocumentReader {
    private let members: JSONObject
    private let path: String
    private var failures: [ValidationFailure] = []

    /// Only `keys` may be there; nil allows any.
    package init(_ value: JSONValue, at path: String, keys: [String]?) {
        members = value.objectValue ?? JSONObject()
        self.path = path
        if value.objectValue == nil { fail("", "expected an object, found \(value.kindName)") }
        guard let keys else { return }
        for key in members.keys where !keys.contains(key) {
            fail(key, "unknown key; \(Spelling.hint(for: key, in: keys))")
        }
    }

    package mutating func fail(_ key: String, _ message: String) {
        failures.append(ValidationFailure(place(of: key), message))
    }

    /// The path of a key.
    package func place(of key: String) -> String {
        key.isEmpty ? path : path.isEmpty ? key : "\(path).\(key)"
    }

    /// Whether nothing was wrong so far.
    package var isFaultless: Bool { failures.isEmpty }

    package mutating func add(_ error: ValidationError) { add(error.failures) }

    package mutating func add(_ failures: [ValidationFailure]) { self.failures += failures }

    /// Throws all that was wrong.
    package func finish() throws(ValidationError) {
        guard failures.isEmpty else { throw ValidationError(failures) }
    }

    package subscript(key: String) -> JSONValue? { members[key].flatMap { $0.isNull ? .none : .some($0) } }

    package mutating func text(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.stringValue else {
            fail(key, "expected text, found \(value.kindName)")
            return nil
        }
        return text
    }

    package mutating func boolean(_ key: String) -> Bool? {
        guard let value = self[key] else { return nil }
        if value.boolValue == nil { fail(key, "expected true or false, found \(value.kindName)") }
        return value.boolValue
    }

    /// Whether the key is there, null included.
    package func has(_ key: String) -> Bool { members[key] != nil }

    /// One of `words`.
    package mutating func choice(_ key: String, _ words: [String]) -> String? {
        guard let text = text(key) else { return nil }
        guard words.contains(text) else {
            fail(key, "there is no \"\(text)\"; \(Spelling.hint(for: text, in: words))")
            return nil
        }
        return text
    }

    /// One of the words of `Word`.
    package mutating func word<Word: RawRepresentable & CaseIterable>(_ key: String) -> Word?
    where Word.RawValue == String { choice(key, Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) } }

    /// What `read` makes of a value and its path; what it throws is added to what is wrong.
    package mutating func part<Part>(
        _ key: String,
        _ value: JSONValue? = nil,
        _ read: (JSONValue, String) throws -> Part
    ) -> Part? {
        guard let value = value ?? self[key] else { return nil }
        do {
            return try read(value, place(of: key))
        } catch let error as ValidationError {
            add(error)
        } catch {
            fail(key, "\(error)")
        }
        return nil
    }

    package mutating func texts(_ key: String) -> [String] {
        guard let value = self[key] else { return [] }
        let texts = (value.arrayValue ?? [value]).compactMap(\.stringValue)
        if texts.count != value.arrayValue?.count ?? 1 { fail(key, "expected a list of text") }
        return texts
    }

    package mutating func object(_ key: String) -> JSONObject {
        guard let value = self[key] else { return JSONObject() }
        guard let object = value.objectValue else {
            fail(key, "expected an object, found \(value.kindName)")
            return JSONObject()
        }
        return object
    }

    package mutating func count(_ key: String) -> Int? {
        guard let value = self[key] else { return nil }
        guard let count = value.intValue, (1...1_000_000).contains(count) else {
            fail(key, "expected a whole number from 1 to 1000000, found \(value.text)")
            return nil
        }
        return count
    }

    /// A JSONata expression; a number, a truth value or null is the constant that it looks like.
    package mutating func expression(_ key: String) -> JSONataExpression? {
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
            return try ExpressionFunctions.compile(text, at: place(of: key))
        } catch {
            add(error)
            return nil
        }
    }
}
