public import JSON

/// How a schema is read, beyond what it says itself.
public struct JSONSchemaOptions: Sendable, Hashable {
    /// What becomes of `format`.
    public enum Formats: Sendable, Hashable {
        /// Text of another format is refused; a format that is unknown says nothing.
        case assert
        /// No text is refused, as the standard has it for schemas that don't ask for more.
        case annotate
    }

    /// What becomes of `format`.
    public var formats = Formats.assert
    /// Whether `check` fills in the defaults of absent properties; if so, defaults that don't fit are refused.
    public var fillsDefaults = true
    /// Whether a keyword or format is refused that is unknown and close to a known one, or of an earlier draft; else
    /// unknown keywords say nothing, as the standard has it.
    public var refusesNearMisses = false
    /// Schemas that references may lead to, by absolute URI; nothing is ever fetched.
    ///
    /// The metaschemas of 2020-12 are known without being given.
    public var documents: [String: JSONValue] = [:]
    /// How many steps a check may take: about one for each schema that is applied, keyword, member, element, eight bytes of
    /// text that are compared, and step of a regular expression.
    public var maxSteps = 10_000_000

    /// Makes options that assert formats, fill in defaults and take unknown keywords.
    public init() {}

    /// As the standard asks for: formats and defaults are annotations, unknown keywords say nothing.
    public static var standard: JSONSchemaOptions {
        var options = JSONSchemaOptions()
        options.formats = .annotate
        options.fillsDefaults = false
        return options
    }
}
