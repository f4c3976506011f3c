package import JSON

/// What is known of a customer's account at a vendor: its address and its secrets.
///
/// Printing it shows no secret. A key is secret by its name (`access_token`, `client_secret`, `password` …).
package struct AccountContext: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    package var fields: JSONObject

    package init(_ fields: JSONObject) { self.fields = fields }

    /// The text under `key`; nil when absent, empty or not text.
    package subscript(key: String) -> String? {
        guard let text = fields[key]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// What may be shown and read by placeholders: everything but the secrets, at any depth.
    package var withoutSecrets: JSONObject { AccountContext.strip(fields) }

    /// Every secret text, for taking them out of what a vendor echoes; at least 4 characters each.
    package var secretTexts: [String] { AccountContext.secrets(in: .object(fields), isSecret: false) }

    /// This context with what `new` changed of `old`; unchanged when one of those keys was changed here too, since new
    /// credentials that somebody gave win over renewed ones.
    package func replacing(_ old: AccountContext, by new: AccountContext) -> AccountContext {
        let keys = Set(old.fields.keys + new.fields.keys).filter { old.fields[$0] != new.fields[$0] }
        guard keys.allSatisfy({ fields[$0] == old.fields[$0] }) else { return self }
        var merged = self
        for key in keys { merged.fields[key] = new.fields[key] }
        return merged
    }

    package var description: String { "AccountContext(\(fields.keys.joined(separator: ", ")); values not shown)" }

    package var debugDescription: String { description }

    /// Whether a key's value must never be shown.
    package static func isSecret(_ key: String) -> Bool {
        let name = key.lowercased().filter { $0 != "_" && $0 != "-" }
        let parts = [
            "token", "secret", "password", "passwd", "passphrase", "credential", "privatekey", "apikey", "accesskey",
            "authorization",
        ]
        return parts.contains { name.contains($0) } && !name.hasSuffix("expiresat") && name != "tokentype"
    }

    private static func strip(_ object: JSONObject) -> JSONObject {
        var kept = JSONObject()
        for (key, value) in object where !isSecret(key) {
            kept[key] = strip(value)
        }
        return kept
    }

    private static func strip(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(strip(object))
        case .array(let items): .array(items.map(strip))
        case .null, .bool, .number, .string: value
        }
    }

    private static func secrets(in value: JSONValue, isSecret: Bool) -> [String] {
        switch value {
        case .object(let object):
            object.flatMap { secrets(in: $0.value, isSecret: isSecret || AccountContext.isSecret($0.key)) }
        case .array(let items): items.flatMap { secrets(in: $0, isSecret: isSecret) }
        case .string(let text): isSecret && text.utf8.count >= 4 ? [text] : []
        case .null, .bool, .number: []
        }
    }
}
