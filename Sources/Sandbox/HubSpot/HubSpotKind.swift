/// A type of CRM object.
///
/// Records are numbered from 1 within their type (their index); the id is the index above a base.
enum HubSpotKind: String, CaseIterable, Sendable {
    case contacts
    case companies
    case deals
    case tickets

    /// Reads a type as paths name it: in the plural, in the singular or by its number.
    init?(path name: String) {
        guard let kind = HubSpotKind.allCases.first(where: { [$0.rawValue, $0.singular, $0.typeID].contains(name) })
        else { return nil }
        self = kind
    }

    var singular: String {
        switch self {
        case .contacts: "contact"
        case .companies: "company"
        case .deals: "deal"
        case .tickets: "ticket"
        }
    }

    /// The type by its number.
    var typeID: String {
        switch self {
        case .contacts: "0-1"
        case .companies: "0-2"
        case .deals: "0-3"
        case .tickets: "0-5"
        }
    }

    /// The id of the record with index 0, which doesn't exist.
    var idBase: Int {
        switch self {
        case .contacts: 100_000_000_000
        case .companies: 1 << 53  // above what a double holds exactly: who reads ids as doubles gets them wrong
        case .deals: 40_000_000_000
        case .tickets: 2_000_000_000
        }
    }

    /// How many records there are at the start, archived ones included.
    func size(in settings: SandboxSettings) -> Int {
        switch self {
        case .contacts: settings.hubspotContacts
        case .companies: settings.hubspotCompanies
        case .deals: settings.hubspotDeals
        case .tickets: settings.hubspotTickets
        }
    }

    /// Every n-th record is archived from the start.
    static let archivedEvery = 97

    /// The property that says when a record last changed.
    var modifiedProperty: String { self == .contacts ? "lastmodifieddate" : "hs_lastmodifieddate" }
}
