import Domain
import Engine
import JSON

/// A webhook as it is shown and as it is sent.
enum WebhookBody {
    /// Without its secret.
    static func object(_ webhook: Webhook) -> JSONObject {
        [
            "id": .string(webhook.id.rawValue), "environment_id": .string(webhook.environmentID.rawValue),
            "target_url": .string(webhook.targetURL), "is_active": .bool(webhook.isActive),
            "event_types": webhook.eventTypes.map { .array($0.map { .string($0.rawValue) }) } ?? .null,
            "signature_encoding": .string(webhook.signatureEncoding.rawValue),
            "give_up_after": .integer(Int(webhook.limits.giveUpAfter.components.seconds)),
            "max_records": .integer(webhook.limits.maxRecords), "max_bytes": .integer(webhook.limits.maxBytes),
            "last_error": .text(webhook.lastError), "created_at": .moment(webhook.createdAt),
            "updated_at": .moment(webhook.updatedAt),
        ]
    }

    /// The answer to its creation, the only one that tells the secret.
    static func created(_ webhook: Webhook) -> JSONObject {
        var body = object(webhook)
        body["secret"] = .string(webhook.secret.text)
        body["standard_secret"] = .string(Signature.standardSecret(webhook.secret))
        return body
    }

    static func read(
        _ object: JSONObject,
        isNew: Bool
    ) throws(ValidationError) -> (WebhookChanges, warnings: [String]) {
        var reader = BodyReader(object)
        var changes = WebhookChanges()
        changes.targetURL = reader.text("target_url", required: isNew)
        changes.isActive = reader.boolean("is_active")
        var warnings: [String] = []
        if reader.has("event_types") {
            let types = reader.eventTypes("event_types")
            changes.eventTypes = .some(types)
            for type in types ?? [] where !type.isSent {
                warnings.append("event_types: this version of the server never sends \(type.rawValue)")
            }
        }
        changes.signatureEncoding = reader.word("signature_encoding")
        changes.giveUpAfter = reader.integer("give_up_after", in: Webhook.Limits.giveUpSeconds).map { .seconds($0) }
        changes.maxRecords = reader.integer("max_records", in: Webhook.Limits.records)
        changes.maxBytes = reader.integer("max_bytes", in: Webhook.Limits.bytes)
        reader.ignore(["id", "environment_id", "secret", "standard_secret", "last_error", "created_at", "updated_at"])
        return (changes, warnings + (try reader.finish()))
    }
}

extension BodyReader {
    /// A list of event names; nil when absent, null or empty, which all mean every event.
    mutating func eventTypes(_ key: String) -> [EventType]? {
        guard let list = array(key), !list.isEmpty else { return nil }
        var types: [EventType] = []
        for (index, value) in list.enumerated() {
            guard let text = value.stringValue else {
                fail("\(key).\(index)", "expected the name of an event, found \(value.kindName)")
                continue
            }
            guard let type = EventType(rawValue: text) else {
                let names = EventType.allCases.map(\.rawValue)
                let near = Spelling.nearest(to: text, in: names).map { "; did you mean \"\($0)\"?" }
                fail("\(key).\(index)", "there is no event \"\(text)\"\(near ?? "")")
                continue
            }
            if !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// A whole number within bounds.
    mutating func integer(_ key: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let number = integer(key) else { return nil }
        guard bounds.contains(number) else {
            fail(key, "expected \(bounds.lowerBound) to \(bounds.upperBound), found \(number)")
            return nil
        }
        return number
    }
}
