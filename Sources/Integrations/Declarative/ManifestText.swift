import Domain
import Expressions
import JSON
import Placeholders

/// Text or JSON of a manifest with placeholders: `{{id}}`, `{{query.x}}`, `{{body.x}}`, and `{{context.x}}` or `{{x}}` for
/// what is known of the account.
struct ManifestText: Sendable {
    private let template: Template
    /// Keys of the call's query that are read here, and so don't go along as they are.
    let queryKeys: [String]
    /// Keys of the account's context that are read here.
    let contextKeys: [String]
    let needsID: Bool
    let readsBody: Bool

    init(_ value: JSONValue) throws(PlaceholderError) {
        template = try Template(value)
        var query: [String] = []
        var context: [String] = []
        var needsID = false
        var readsBody = false
        for path in template.paths {
            switch (path.segments.first, path.segments.dropFirst().first) {
            case ("id", nil): needsID = true
            case ("query", let key?): query.append(key)
            case ("body", _): readsBody = true
            case ("context", let key?), ("credentials", let key?): context.append(key)
            case (let key?, _): context.append(key)
            case (nil, _): break
            }
        }
        queryKeys = query
        contextKeys = context
        self.needsID = needsID
        self.readsBody = readsBody
    }

    /// Text that is nothing.
    static let empty = ManifestText(constant: "")
    /// The token that sign-ins and client credentials leave with the account.
    static let accessToken = ManifestText(constant: "{{access_token}}")

    private init(constant: String) {
        do {
            try self.init(.string(constant))
        } catch {
            preconditionFailure("a text of ours is malformed: \(error)")
        }
    }

    /// Whether the whole text is one placeholder.
    var isOnePlaceholder: Bool { template.uses.count == 1 && template.uses[0].isWhole }

    /// What a placeholder is filled with.
    static func value(at path: JSONPath, of call: AdapterCall) -> JSONValue? {
        switch path.segments.first {
        case "id" where path.segments.count == 1: call.id.map { .string($0) }
        case "query": JSONValue.object(call.query).value(at: JSONPath(segments: Array(path.segments.dropFirst())))
        case "body": call.body?.value(at: JSONPath(segments: Array(path.segments.dropFirst())))
        case "context", "credentials": context(Array(path.segments.dropFirst()), call.account)
        default: context(path.segments, call.account)
        }
    }

    private static func context(_ segments: [String], _ account: AccountContext) -> JSONValue? {
        JSONValue.object(account.fields).value(at: JSONPath(segments: segments)).flatMap {
            $0.isNull ? .none : .some($0)
        }
    }

    /// The text with everything filled in; throws `kind` naming what has no value.
    func text(
        _ call: AdapterCall,
        missing kind: IntegrationError.Kind,
        each encode: (JSONValue) -> JSONValue? = { $0 }
    ) throws(IntegrationError) -> String {
        let rendered: JSONValue?
        do {
            rendered = try template.render(
                lookup: { path in ManifestText.value(at: path, of: call).flatMap(encode) },
                missing: { use throws(PlaceholderError) in
                    throw PlaceholderError(location: use.location, offset: use.offset, message: use.text)
                }
            )
        } catch {
            throw IntegrationError(
                kind,
                message: "\(call.resource).\(call.method): \(error.message) has no usable value"
            )
        }
        return rendered?.stringValue ?? ""
    }

    /// The value with everything filled in; what has no value is left out.
    func value(_ call: AdapterCall) throws(IntegrationError) -> JSONValue? {
        do {
            return try template.render(
                lookup: { ManifestText.value(at: $0, of: call) },
                missing: { _ in .withoutString }
            )
        } catch {
            throw IntegrationError(.unsendable, message: "\(call.resource).\(call.method): \(error)")
        }
    }
}

extension DocumentReader {
    /// Text with placeholders.
    mutating func template(_ key: String) -> ManifestText? {
        guard let value = self[key] else { return nil }
        return compiled(value, at: key)
    }

    /// An object of text with placeholders, a template a member; scalars are their text.
    mutating func templates(_ key: String) -> [(name: String, text: ManifestText)] {
        var texts: [(String, ManifestText)] = []
        for (name, value) in object(key) {
            guard value.arrayValue == nil, value.objectValue == nil, !value.isNull else {
                fail("\(key).\(name)", "expected text, found \(value.kindName)")
                continue
            }
            if let text = compiled(.string(value.stringValue ?? value.text), at: "\(key).\(name)") {
                texts.append((name, text))
            }
        }
        return texts
    }

    mutating func compiled(_ value: JSONValue, at key: String) -> ManifestText? {
        do {
            return try ManifestText(value)
        } catch {
            fail(key, error.description)
            return nil
        }
    }
}
