package import Domain
package import JSON

/// What somebody typed into the form of a method, checked and turned into keys of an account's context.
package struct ConnectionForm: Sendable {
    /// Bytes of one value at most.
    private static let valueLimit = 10_000
    private let method: ConnectionMethod

    package init(_ method: ConnectionMethod) { self.method = method }

    /// The typed values by context key, without blanks around them; what isn't a field of the method is passed over.
    ///
    /// Throws `ValidationError` whose paths are the fields' keys, and that holds no value.
    package func read(_ typed: [String: String]) throws(ValidationError) -> JSONObject {
        var values = JSONObject()
        var failures: [ValidationFailure] = []
        for field in method.fields {
            let text = (typed[field.key] ?? "").trimming { $0.isWhitespace }
            if text.isEmpty {
                if field.isRequired { failures.append(.init(field.key, "\(field.label) is needed.")) }
            } else if text.utf8.count > ConnectionForm.valueLimit || text.contains(where: \.isNewline) {
                failures.append(.init(field.key, "\(field.label) is too long, or has more than one line."))
            } else if let pattern = field.pattern, !ConnectionForm.matches(text, pattern) {
                failures.append(.init(field.key, "This can't be \(field.label). \(field.help)".trimming { $0 == " " }))
            } else {
                values[field.key] = .string(text)
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        return values
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let pattern = try? Regex(pattern) else { return false }
        return text.wholeMatch(of: pattern) != nil
    }
}

extension String {
    fileprivate func trimming(_ isSurplus: (Character) -> Bool) -> String {
        var text = self[...]
        while let first = text.first, isSurplus(first) { text.removeFirst() }
        while let last = text.last, isSurplus(last) { text.removeLast() }
        return String(text)
    }
}
