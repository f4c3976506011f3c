public import JSON

/// A JSON value whose strings may hold placeholders, compiled once and rendered as often as needed.
///
/// A placeholder reads `{{ path | other.path :cast ?: default }}`. Strings at any depth are filled in, keys are not.
/// What was filled in is never looked at again, so values cannot bring placeholders of their own.
public struct Template: Sendable {
    /// The value as it was given.
    public let source: JSONValue
    /// Every path that is read, in order of first appearance, each once; fall-backs and `$truto_merge` included.
    public let paths: [JSONPath]
    /// Every placeholder, in the order of the text.
    public let uses: [PlaceholderUse]

    private let isStrict: Bool
    private let root: TemplateNode

    /// Compiles `value`, in time linear in its size.
    ///
    /// A strict template refuses what contains `{{` and is no well-formed placeholder (not closed, empty, with characters
    /// that are not allowed, with an unknown cast) and a `$truto_merge` that is neither a string nor an array of strings.
    /// A lenient one, like the published library, leaves such text as text. Both refuse values nested deeper than 128
    /// levels. Throws the first fault found.
    public init(_ value: JSONValue, strict: Bool = true) throws(PlaceholderError) {
        var compiler = TemplateCompiler(isStrict: strict)
        root = try compiler.compile(value)
        source = value
        paths = compiler.paths
        uses = compiler.uses
        isStrict = strict
    }

    /// Whether there is nothing to fill in: no placeholder and no `$truto_merge`.
    public var isConstant: Bool { root.constant != nil }

    /// Fills in the placeholders; nil means undefined: whoever holds the value leaves its key out.
    ///
    /// `lookup` gives the value at a path, null included, or nil when there is none. `missing` is asked wherever nothing
    /// was found and neither a default nor `:undefined` nor `:null` says what to do; an error it throws ends the rendering.
    /// Members and array elements that turn out undefined are dropped.
    public func render(
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue = { _ in .keepText }
    ) throws(PlaceholderError) -> JSONValue? {
        try root.render(lookup: lookup, missing: missing)
    }
}

extension Template: Hashable {
    /// Whether both were compiled from equal values in the same mode.
    public static func == (lhs: Template, rhs: Template) -> Bool {
        lhs.isStrict == rhs.isStrict && lhs.source == rhs.source
    }

    /// Feeds the source and the mode.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(isStrict)
    }
}
