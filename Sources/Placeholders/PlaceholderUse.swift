public import JSON

/// One `{{…}}` of a template, with its place, for checks when the template is saved.
public struct PlaceholderUse: Sendable, Hashable {
    /// Where in the template value the string is; the root when the template is that string.
    public let location: JSONPath
    /// Where in that string the placeholder starts, counted in UTF-8 bytes from 0.
    public let offset: Int
    /// The placeholder as it was written, braces included.
    public let text: String
    /// The paths that are read, first choice first; never empty.
    public let paths: [JSONPath]
    /// Whether a `?:` default stands in where nothing is found; then nothing is ever missing.
    public let hasDefault: Bool
    /// Whether `:undefined` was written, so that nothing found leaves the key out.
    public let allowsUndefined: Bool
    /// Whether `:null` was written, so that nothing found gives null.
    public let allowsNull: Bool
    /// Whether the placeholder is the entire string, so that a cast can give a type other than text.
    public let isWhole: Bool
}
