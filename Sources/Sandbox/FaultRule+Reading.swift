package import JSON

extension FaultRule {
    /// Reads a rule from a JSON object.
    ///
    /// Keys: `kind` (a kind's name, or a status as text), `match`, `every`, `after`, `times`, `status`, `retry_after`,
    /// `delay_ms`, `body`, `size`. A `status` without a `kind` is kind `status`. Throws on unknown keys and wrong types.
    package init(_ value: JSONValue) throws(FaultRuleError) {
        guard let object = value.objectValue else { throw FaultRuleError("A fault rule is a JSON object.") }
        var settings: [(key: String, text: String)] = []
        for (key, value) in object {
            switch value {
            case .null: continue
            case .string(let text): settings.append((key, text))
            case .number(let number): settings.append((key, number.text))
            case .bool, .array, .object:
                throw FaultRuleError("A fault rule's \(key) is a text or a number, not \(value.kindName).")
            }
        }
        let kind = object["kind"]?.stringValue
        guard let head = kind ?? object["status"]?.numberValue?.text else {
            throw FaultRuleError("A fault rule needs a kind or a status.")
        }
        try self.init(head: head, settings: settings.filter { $0.key != "kind" })
    }

    /// Reads a rule from its short form, `429:every=50,retry_after=1,times=3,match=comments`.
    ///
    /// Before the colon: a status, or a kind's name. After it the keys of the JSON form; `body` takes all that follows
    /// it, commas too.
    package init(parsing text: String) throws(FaultRuleError) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var rest = halves.count > 1 ? halves[1] : ""
        var settings: [(key: String, text: String)] = []
        while !rest.isEmpty {
            let end = rest.hasPrefix("body=") ? rest.endIndex : rest.firstIndex(of: ",") ?? rest.endIndex
            let part = rest[..<end].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard part.count == 2 else { throw FaultRuleError("\"\(rest[..<end])\" is no key=value.") }
            settings.append((String(part[0]), String(part[1])))
            rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
        }
        try self.init(head: String(halves[0]), settings: settings)
    }

    private init(head: String, settings: [(key: String, text: String)]) throws(FaultRuleError) {
        if let status = Int(head) {
            self.init(kind: .status, status: try FaultRule.statusCode(status))
        } else if let kind = Kind(rawValue: head) {
            self.init(kind: kind)
        } else {
            let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw FaultRuleError("\"\(head)\" is no kind of fault: a status, or one of \(names).")
        }
        for (key, text) in settings { try set(key, to: text) }
    }

    private mutating func set(_ key: String, to text: String) throws(FaultRuleError) {
        switch key {
        case "match": match = text
        case "retry_after": retryAfter = text
        case "body": body = text
        case "every": every = try FaultRule.number(text, for: key, atLeast: 1)
        case "after": after = try FaultRule.number(text, for: key, atLeast: 0)
        case "times": times = try FaultRule.number(text, for: key, atLeast: 0)
        case "size": size = try FaultRule.number(text, for: key, atLeast: 0)
        case "delay_ms": delay = .milliseconds(try FaultRule.number(text, for: key, atLeast: 0))
        case "status": status = try FaultRule.statusCode(FaultRule.number(text, for: key, atLeast: 0))
        default: throw FaultRuleError("A fault rule has no key \"\(key)\".")
        }
    }

    private static func number(_ text: String, for key: String, atLeast least: Int) throws(FaultRuleError) -> Int {
        guard let number = Int(text), number >= least else {
            throw FaultRuleError("A fault rule's \(key) is a whole number of at least \(least), not \"\(text)\".")
        }
        return number
    }

    private static func statusCode(_ code: Int) throws(FaultRuleError) -> Int {
        guard (200...599).contains(code) else { throw FaultRuleError("A status is 200 to 599, not \(code).") }
        return code
    }
}
