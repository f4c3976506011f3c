/// One thing wrong with what somebody sent, and where.
package struct ValidationFailure: Sendable, Hashable, CustomStringConvertible {
    /// Place in the body, dotted (`resources.1.query.page`); empty for the whole.
    package let path: String
    /// What was expected and what was found, for a person.
    package let message: String

    package init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// A refusal that lists everything wrong at once.
package struct ValidationError: Error, Sendable, Equatable, CustomStringConvertible {
    package let failures: [ValidationFailure]

    package init(_ failures: [ValidationFailure]) { self.failures = failures }

    package init(_ path: String, _ message: String) { failures = [ValidationFailure(path, message)] }

    package var description: String { failures.map(\.description).joined(separator: "; ") }
}
