/// What the records of a unified resource look like.
package enum ResponseFormat: String, Sendable, CaseIterable {
    /// As the vendor wrote them.
    case raw
    /// Mapped, the vendor's own beside as `remote_data`.
    case unified
    /// Mapped, and nothing else.
    case normalized
}
