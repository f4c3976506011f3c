package import Domain
import Foundation
package import JSON
package import JSONata

/// The functions that this server's expressions have beyond the language's own, and the limits they run in.
package enum ExpressionFunctions {
    /// What one expression of a job may use.
    package static let limits: JSONataLimits = {
        var limits = JSONataLimits()
        limits.steps = 5_000_000
        limits.time = .seconds(1)
        limits.size = 16_000_000
        return limits
    }()

    /// Compiles an expression that stands at `path` of a body; throws what is wrong with it, with that path.
    package static func compile(_ text: String, at path: String) throws(ValidationError) -> JSONataExpression {
        do {
            return try JSONataExpression(text, functions: all)
        } catch {
            throw ValidationError(path, error.description)
        }
    }

    /// The language's functions and ours.
    package static let all: JSONataFunctions = {
        var functions = JSONataFunctions.standard
        do {
            try functions.add("firstNonEmpty", signature: "<x+:x>") { $0.first { !isEmpty($0) } ?? nil }
            try functions.add("removeEmpty", signature: "<x:x>") { $0.first.flatMap { $0 }.flatMap(withoutEmpty) }
            try functions.add("jsonParse", signature: "<s-:x>", jsonParse)
            try functions.add("dtFromIso", signature: "<s-:s>", dateFromISO)
            try functions.add("sortNodes", signature: "<as?s?s?:a>") { try NodeTree.sorted($0) }
            try functions.add("pick", signature: "<o-a<s>:o>") { members(of: $0, isIncluded: true) }
            try functions.add("omit", signature: "<o-a<s>:o>") { members(of: $0, isIncluded: false) }
            try DigestFunctions.add(to: &functions)
            try functions.add("parseUrl", signature: "<s-:o>", parseURL)
        } catch {
            preconditionFailure("a signature of ours is malformed: \(error)")
        }
        return functions
    }()

    /// Nothing, null, empty text, and arrays and objects without content.
    private static func isEmpty(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null, .string(""), .array([]): true
        case .object(let members): members.isEmpty
        case .bool, .number, .string, .array: false
        }
    }

    /// The value without what is empty in it, at any depth; nil when nothing is left.
    package static func withoutEmpty(_ value: JSONValue) -> JSONValue? {
        let kept: JSONValue
        switch value {
        case .array(let elements): kept = .array(elements.compactMap(withoutEmpty))
        case .object(let members): kept = .object(members.compactMapValues(withoutEmpty))
        case .null, .bool, .number, .string: kept = value
        }
        // `nil` beside a JSON value would be its null.
        return isEmpty(kept) ? .none : .some(kept)
    }

    /// The members of the first argument that the second one names, or those that it doesn't.
    private static func members(of arguments: [JSONValue?], isIncluded: Bool) -> JSONValue? {
        guard let object = arguments.first??.objectValue else { return .none }
        let names = (arguments.count > 1 ? arguments[1]?.arrayValue : nil)?.compactMap(\.stringValue) ?? []
        return .object(object.members(named: names, isIncluded: isIncluded))
    }

    private static func jsonParse(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let text = arguments.text(0) else { return nil }
        return try JSONValue(parsing: text)
    }

    /// An ISO 8601 date or time as UTC with milliseconds; without a zone it is taken for UTC.
    private static func dateFromISO(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let text = arguments.text(0) else { return nil }
        guard let moment = Timestamp(iso: text) else { throw ExpressionFailure("\"\(text)\" is no ISO 8601 date") }
        return .string(moment.description)
    }

    /// The parts of an address that it has, its query as an object whose repeated names give arrays.
    private static func parseURL(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let text = arguments.text(0) else { return nil }
        guard let parts = URLComponents(string: text) else { throw ExpressionFailure("\"\(text)\" is no address") }
        var members = JSONObject()
        members["scheme"] = parts.scheme.map(JSONValue.string)
        members["host"] = parts.host.map(JSONValue.string)
        members["port"] = parts.port.map { .number(JSONNumber($0)) }
        members["path"] = .string(parts.path)
        members["fragment"] = parts.fragment.map(JSONValue.string)
        guard let items = parts.queryItems else { return .object(members) }
        var query = JSONObject()
        for item in items {
            let value = JSONValue.string(item.value ?? "")
            guard let present = query[item.name] else {
                query[item.name] = value
                continue
            }
            query[item.name] = .array((present.arrayValue ?? [present]) + [value])
        }
        members["query"] = .object(query)
        return .object(members)
    }
}

/// Why a function of ours could not work, for the error that quotes it.
struct ExpressionFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension [JSONValue?] {
    /// The string at `index`, nil where there is none.
    func text(_ index: Int) -> String? { index < count ? self[index]?.stringValue : nil }
}
