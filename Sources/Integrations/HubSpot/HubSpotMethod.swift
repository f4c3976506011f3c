/// What can be done with a resource of HubSpot.
enum HubSpotMethod: String, Sendable {
    case list, get, create, update, delete, search
    case batchRead = "batch_read"

    var verb: String {
        switch self {
        case .list, .get: "GET"
        case .create, .search, .batchRead: "POST"
        case .update: "PATCH"
        case .delete: "DELETE"
        }
    }

    var writes: Bool { self == .create || self == .update || self == .delete }

    var needsID: Bool { self == .get || self == .update || self == .delete }

    /// What follows the resource's path.
    var suffix: String {
        switch self {
        case .list, .get, .create, .update, .delete: ""
        case .search: "/search"
        case .batchRead: "/batch/read"
        }
    }
}
