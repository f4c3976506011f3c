public import JSON

/// Why a template could not be compiled or rendered.
public struct PlaceholderError: Error, Sendable, Hashable {
    /// Where in the template value the string is; the root when the template is that string.
    public let location: JSONPath
    /// Where in that string the trouble starts, counted in UTF-8 bytes from 0.
    public let offset: Int
    /// What is wrong, as a part of a sentence in plain words.
    public let message: String

    /// Makes an error; renderers throw it from their `missing` closure, with the use's own location and offset.
    public init(location: JSONPath, offset: Int, message: String) {
        self.location = location
        self.offset = offset
        self.message = message
    }
}

extension PlaceholderError: CustomStringConvertible {
    /// One sentence with the place, such as `query.since at byte 4: "{{" is never closed by "}}"`.
    public var description: String {
        location.segments.isEmpty ? "at byte \(offset): \(message)" : "\(location) at byte \(offset): \(message)"
    }
}
