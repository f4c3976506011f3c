/// What stands where a placeholder found nothing and neither a default nor `:undefined` nor `:null` says what to do.
public enum MissingValue: Sendable, Hashable {
    /// The placeholder's own text, braces and all, as the published library leaves it.
    case keepText
    /// Nothing: a whole string goes away with its key or its place in the array, inside a longer text stands nothing.
    case undefined
    /// Nothing, and the whole string goes away with its key or its place in the array, also around a placeholder in it.
    case withoutString
    /// This text.
    case text(String)
}
