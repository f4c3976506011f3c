import JSON

/// The formats that are checked.
enum SchemaFormat: String, Sendable, CaseIterable {
    case date
    case dateTime = "date-time"
    case updatedAt = "updated_at"
    case uuid
    case integratedAccountID = "integrated_account_id"
    case webhookID = "webhook_id"
    case datastoreID = "datastore_id"

    /// What the format asks for, to follow "expected".
    var expectation: String {
        switch self {
        case .date: "a date such as 2026-01-31"
        case .dateTime, .updatedAt: "a date and time such as 2026-01-31T12:00:00Z"
        case .uuid: "a UUID"
        case .integratedAccountID: "the id of an integrated account"
        case .webhookID: "the id of a webhook"
        case .datastoreID: "the id of a datastore"
        }
    }

    /// Whether the format names one of our own things, so that nothing but a string can be meant.
    var isIdentifier: Bool {
        switch self {
        case .integratedAccountID, .webhookID, .datastoreID: true
        case .date, .dateTime, .updatedAt, .uuid: false
        }
    }

    func matches(_ text: String) -> Bool {
        switch self {
        case .date: CalendarText.isDate(text)
        case .dateTime, .updatedAt: CalendarText.isDateTime(text)
        case .uuid: Self.isUUID(text)
        case .integratedAccountID, .webhookID, .datastoreID: !text.isEmpty
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return groups.joined().allSatisfy { $0 < 0x80 && Character(UnicodeScalar($0)).isHexDigit }
    }
}
