package import JSON

extension ResourceNode {
    /// Keys of a node that this version understands.
    static let keys = [
        "resource", "method", "name", "id", "query", "body", "loop_on", "depends_on", "persist", "response_format",
    ]

    /// Keys of the published languages that a later version brings; refused, so that no job goes green without them.
    static let futureKeys = [
        "type", "recurse", "delete_tracking", "delete_tracking_query", "run_if", "config", "debug",
        "integrated_account_id", "destination_type", "resources_to_persist",
    ]

    /// Reads a node as it was sent; every fault is named with its place below `path`.
    package init(_ value: JSONValue, at path: String) throws(ValidationError) {
        guard let object = value.objectValue else {
            throw ValidationError(path, "expected an object, found \(value.kindName)")
        }
        var reader = NodeReader(object: object, path: path)
        reader.checkKeys()
        self.init(
            resource: reader.text("resource", required: true) ?? "",
            method: reader.text("method", required: true) ?? "",
            name: reader.text("name"),
            id: reader.id(),
            query: reader.query(),
            body: reader.body(),
            queryExpression: reader.value("query")?.stringValue,
            bodyExpression: reader.value("body")?.stringValue,
            loopOn: reader.loopOn(),
            dependsOn: reader.dependsOn(),
            persist: reader.boolean("persist"),
            responseFormat: reader.responseFormat()
        )
        guard reader.failures.isEmpty else { throw ValidationError(reader.failures) }
    }
}

/// Reads the keys of one node and gathers what is wrong with them.
private struct NodeReader {
    let object: JSONObject
    let path: String
    var failures: [ValidationFailure] = []

    mutating func fail(_ key: String, _ message: String) {
        failures.append(ValidationFailure("\(path).\(key)", message))
    }

    /// The value under `key`; null counts as absent.
    func value(_ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    mutating func checkKeys() {
        for key in object.keys where !ResourceNode.keys.contains(key) {
            if ResourceNode.futureKeys.contains(key) {
                fail(key, "not supported yet")
            } else if let near = Self.meant(by: key) {
                fail(key, "unknown key; did you mean \"\(near)\"?")
            }
        }
    }

    /// The known key that `key` is a slip of: one edit away, or the same words written otherwise (`loopOn`).
    private static func meant(by key: String) -> String? {
        func words(_ key: String) -> String { key.lowercased().replacing("_", with: "").replacing("-", with: "") }
        let known = ResourceNode.keys + ResourceNode.futureKeys
        return Spelling.nearest(to: key, in: known) ?? known.first { words($0) == words(key) }
    }

    mutating func text(_ key: String, required: Bool = false) -> String? {
        guard let value = value(key) else {
            if required { fail(key, "required") }
            return nil
        }
        guard let text = value.stringValue else {
            fail(key, "expected text, found \(value.kindName)")
            return nil
        }
        guard !text.isEmpty else {
            fail(key, "must not be empty")
            return nil
        }
        return text
    }

    mutating func boolean(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        if value.boolValue == nil { fail(key, "expected true or false, found \(value.kindName)") }
        return value.boolValue
    }

    mutating func responseFormat() -> ResponseFormat? {
        guard let text = text("response_format") else { return nil }
        let format = ResponseFormat(rawValue: text)
        let valid = ResponseFormat.allCases.map(\.rawValue).joined(separator: ", ")
        if format == nil { fail("response_format", "there is no \"\(text)\"; there is \(valid)") }
        return format
    }

    mutating func id() -> JSONValue? {
        guard let value = value("id") else { return nil }
        switch value {
        case .number: return value
        case .string(let text) where !text.isEmpty: return value
        case .string: fail("id", "must not be empty")
        case .null, .bool, .array, .object: fail("id", "expected text or a number, found \(value.kindName)")
        }
        return nil
    }

    /// Text is an expression instead.
    mutating func query() -> JSONObject {
        guard let value = value("query"), value.stringValue == nil else { return JSONObject() }
        if let object = value.objectValue { return object }
        fail("query", "expected an object or a JSONata expression, found \(value.kindName)")
        return JSONObject()
    }

    /// Text is an expression instead.
    func body() -> JSONValue? {
        guard let value = value("body"), value.stringValue == nil else { return nil }
        return value
    }

    /// The text form, or the published page's object form whose one key is the placeholder.
    mutating func loopOn() -> String? {
        guard let value = value("loop_on") else { return nil }
        let pairs = Array(value.objectValue ?? JSONObject())
        guard pairs.count <= 1, pairs.allSatisfy(\.value.isNull) else {
            fail("loop_on", "expected the path of one array, and nothing beside it")
            return nil
        }
        guard let text = value.stringValue ?? pairs.first?.key else {
            fail("loop_on", "expected the path of an array (\"args.user_ids\"), found \(value.kindName)")
            return nil
        }
        let bare = Self.withoutBraces(text)
        let isPath =
            !bare.isEmpty && bare.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        guard isPath, !bare.contains(where: { "{}|?[]\" ".contains($0) }) else {
            fail("loop_on", "\"\(text)\" is not the path of an array; write it like \"args.user_ids\"")
            return nil
        }
        return bare
    }

    private static func withoutBraces(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first == "{" || first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last == "}" || last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    mutating func dependsOn() -> String? {
        guard let value = value("depends_on") else { return nil }
        if let items = value.arrayValue {
            guard items.count <= 1 else {
                fail("depends_on", "several parents are not supported yet; name one")
                return nil
            }
            guard let first = items.first else { return nil }
            guard let name = first.stringValue, !name.isEmpty else {
                fail("depends_on", "expected the name of a resource, found \(first.kindName)")
                return nil
            }
            return name
        }
        return text("depends_on")
    }
}
