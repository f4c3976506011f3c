import Domain

/// Cursors whose text says what kind they are of: `kind:value`.
extension Cursor {
    init(_ kind: String, _ value: String) { self.init("\(kind):\(value)") }

    /// What follows `kind:`; nil for a cursor of another kind.
    func value(of kind: String) -> String? {
        text.hasPrefix(kind + ":") ? String(text.dropFirst(kind.count + 1)) : nil
    }

    /// What follows `kind:`; throws `cursorExpired` for a cursor of another kind, which another paging left.
    func required(_ kind: String) throws(IntegrationError) -> String {
        guard let value = value(of: kind) else {
            throw IntegrationError(.cursorExpired, message: "the stored cursor belongs to another way of paging")
        }
        return value
    }
}
