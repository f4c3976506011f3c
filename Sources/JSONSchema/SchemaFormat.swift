import JSON
import Patterns

/// The formats that are checked: those of the standard, and those that arguments of jobs have.
enum SchemaFormat: String, Sendable, CaseIterable {
    case date, time, duration, email, hostname, ipv4, ipv6, uri, iri, uuid, regex
    case dateTime = "date-time"
    case idnEmail = "idn-email"
    case idnHostname = "idn-hostname"
    case uriReference = "uri-reference"
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case updatedAt = "updated_at"
    case integratedAccountID = "integrated_account_id"
    case webhookID = "webhook_id"
    case datastoreID = "datastore_id"

    /// What the format asks for, to follow "expected".
    var expectation: String {
        switch self {
        case .date: "a date such as 2026-01-31"
        case .time: "a time such as 12:00:00Z"
        case .dateTime, .updatedAt: "a date and time such as 2026-01-31T12:00:00Z"
        case .duration: "a duration such as P1DT12H"
        case .email, .idnEmail: "an email address"
        case .hostname, .idnHostname: "the name of a host"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri, .iri: "a URI with its scheme"
        case .uriReference, .iriReference: "a URI or a relative reference"
        case .uriTemplate: "a URI template"
        case .uuid: "a UUID"
        case .regex: "a regular expression"
        case .jsonPointer: "a JSON pointer"
        case .relativeJSONPointer: "a relative JSON pointer"
        case .integratedAccountID: "the id of an integrated account"
        case .webhookID: "the id of a webhook"
        case .datastoreID: "the id of a datastore"
        }
    }

    /// Whether the format names one of our own things, so that nothing but a string can be meant.
    var isIdentifier: Bool {
        switch self {
        case .integratedAccountID, .webhookID, .datastoreID: true
        default: false
        }
    }

    func matches(_ text: String) -> Bool {
        switch self {
        case .date: CalendarText.isDate(text)
        case .time: CalendarText.isTime(text)
        case .dateTime, .updatedAt: CalendarText.isDateTime(text)
        case .duration: DurationText.isDuration(text)
        case .email: HostText.isEmail(text, allowsUnicode: false)
        case .idnEmail: HostText.isEmail(text, allowsUnicode: true)
        case .hostname: HostText.isHostname(text, allowsUnicode: false)
        case .idnHostname: HostText.isHostname(text, allowsUnicode: true)
        case .ipv4: AddressText.isIPv4(text[...])
        case .ipv6: AddressText.isIPv6(text[...])
        case .uri: URIText.isReference(text, allowsUnicode: false, needsScheme: true)
        case .iri: URIText.isReference(text, allowsUnicode: true, needsScheme: true)
        case .uriReference: URIText.isReference(text, allowsUnicode: false, needsScheme: false)
        case .iriReference: URIText.isReference(text, allowsUnicode: true, needsScheme: false)
        case .uriTemplate: URIText.isTemplate(text)
        case .uuid: Self.isUUID(text)
        case .regex: (try? Pattern(text)) != nil
        case .jsonPointer: PointerText.isPointer(text)
        case .relativeJSONPointer: PointerText.isRelative(text)
        case .integratedAccountID, .webhookID, .datastoreID: !text.isEmpty
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return groups.joined().allSatisfy(\.isHexDigit)
    }
}
