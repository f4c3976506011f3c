/// How a page lies about what follows it.
enum PageTwist: Sendable {
    case none
    /// The next cursor is the one that was asked for.
    case repeatCursor
    /// The next link points to ``foreignOrigin``.
    case foreignNext

    /// An origin no adapter may follow a link to.
    static let foreignOrigin = "https://elsewhere.invalid"

    /// The address of a next link, moved if this twist does that.
    func link(_ address: String?, from origin: String) -> String? {
        guard self == .foreignNext else { return address }
        guard let address else { return PageTwist.foreignOrigin + "/api/v2/next" }
        return PageTwist.foreignOrigin + address.dropFirst(origin.count)
    }
}
