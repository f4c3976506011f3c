/// A kind of record that has lists of its own.
///
/// Records are numbered from 1 within their kind (their index); the id is the index above a base.
enum ZendeskResource: String, CaseIterable, Sendable {
    case tickets
    case users
    case organizations
    case groups
    case ticketFields = "ticket_fields"
    case brands
    case customStatuses = "custom_statuses"
    case organizationMemberships = "organization_memberships"
    case groupMemberships = "group_memberships"
    case ticketMetrics = "ticket_metrics"
    case articles

    /// The key of a single record's answer.
    var singular: String {
        switch self {
        case .tickets: "ticket"
        case .users: "user"
        case .organizations: "organization"
        case .groups: "group"
        case .ticketFields: "ticket_field"
        case .brands: "brand"
        case .customStatuses: "custom_status"
        case .organizationMemberships: "organization_membership"
        case .groupMemberships: "group_membership"
        case .ticketMetrics: "ticket_metric"
        case .articles: "article"
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
        case .brands: 360_002_189_592
        case .customStatuses: 6_391_846_512_922
        case .organizationMemberships: 50_000
        case .groupMemberships: 60_000
        case .ticketMetrics: 33_000_000
        case .articles: 4_400_000_000_000
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
        case .brands: 3
        case .customStatuses: CustomStatusGenerator.categories.count
        case .organizationMemberships: settings.organizations == 0 ? 0 : People.endUsers(of: settings.users)
        case .groupMemberships: settings.groups == 0 ? 0 : settings.users - People.endUsers(of: settings.users)
        case .ticketMetrics: settings.tickets
        case .articles: settings.articles
        }
    }

    /// Every n-th record is deleted from the start; 0 for none.
    ///
    /// A deleted ticket has no metrics.
    var deletedEvery: Int { self == .tickets || self == .ticketMetrics ? 97 : 0 }
}
