import JSON

/// The compiled form of a template value; what holds no placeholder is one constant, however deep.
indirect enum TemplateNode: Sendable {
    /// A stretch of a string.
    enum Piece: Sendable {
        case literal(String)
        case placeholder(Placeholder)
    }

    case constant(JSONValue)
    /// A string that is one placeholder.
    case whole(Placeholder)
    /// A string with at least one placeholder and something beside it.
    case text([Piece])
    case array([TemplateNode])
    /// The members without `$truto_merge`, and what that key holds.
    case object(members: [(key: String, value: TemplateNode)], merges: [TemplateNode])

    /// The value if there is nothing to fill in.
    var constant: JSONValue? {
        guard case .constant(let value) = self else { return nil }
        return value
    }
}
