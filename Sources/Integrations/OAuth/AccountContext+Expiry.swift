import Domain
import JSON

extension AccountContext {
    /// When the access token ends: `expires_at` as unix milliseconds, unix seconds or ISO text; nil when unknown.
    ///
    /// What this server writes there is already early by a margin.
    var tokenExpiry: Timestamp? {
        guard let value = fields["expires_at"] else { return nil }
        guard let number = value.wholeNumber else { return value.stringValue.flatMap { Timestamp(iso: $0) } }
        let isSeconds = (0..<100_000_000_000).contains(number)
        return Timestamp(milliseconds: isSeconds ? Int64(number) * 1000 : Int64(number))
    }

    /// What isn't text among `keys` that must be.
    func nonTexts(_ keys: [String]) -> [ValidationFailure] {
        keys.compactMap { key in
            guard let value = fields[key], !value.isNull, value.stringValue == nil else { return nil }
            return ValidationFailure(key, "expected text, found \(value.kindName)")
        }
    }
}
