/// A kind of record that has lists of its own.
///
/// Records are numbered from 1 within their kind (their index); the id is the index above a base.
enum ZendeskResource: String, CaseIterable, Sendable {
    case tickets
    case users
    case organizations
    case groups
    case ticketFields = "ticket_fields"

    /// The key of a single record's answer.
    var singular: String {
        switch self {
        case .tickets: "ticket"
        case .users: "user"
        case .organizations: "organization"
        case .groups: "group"
        case .ticketFields: "ticket_field"
        }
    }

    /// The id of the record with index 0, which doesn't exist.
    var idBase: Int {
        switch self {
        case .tickets: 0
        case .users: 10_000
        case .organizations: 20_000
        case .groups: 30_000
        case .ticketFields: 1 << 53  // above what a double holds exactly: who reads ids as doubles gets them wrong
        }
    }

    /// How many records there are at the start, deleted ones included.
    func size(in settings: SandboxSettings) -> Int {
        switch self {
        case .tickets: settings.tickets
        case .users: settings.users
        case .organizations: settings.organizations
        case .groups: settings.groups
        case .ticketFields: settings.ticketFields
        }
    }

    /// Every n-th record is deleted from the start; 0 for none.
    var deletedEvery: Int { self == .tickets ? 97 : 0 }
}
