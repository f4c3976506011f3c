/// An identifier of one kind of thing.
///
/// Ids of different kinds don't mix: passing a run's id where a job's is wanted doesn't compile.
/// What the server makes up is a UUID in lower case.
package struct ID<Entity>: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}
