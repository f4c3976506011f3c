import Domain

/// The set of paths by which an account calls HubSpot.
///
/// Dated sets put the date behind the API's name (`/crm/owners/2026-03`), for objects, owners, pipelines, properties,
/// associations and tokens alike: HubSpot's reference of 2026-03 (`/api-name/2026-03/resource`) and its own client's
/// source, both read in 2026-11. The 2026-09 set is announced with the same form. Without a date the paths are those of
/// v3, but v4 for associations and v1 for tokens; they end in September 2027, the token's on 16 February 2027.
enum HubSpotVersion: String, Sendable, CaseIterable {
    case v3
    case march2026 = "2026-03"
    case september2026 = "2026-09"

    static let contextKey = "api_version"

    /// Throws `unsendable` for a version that isn't known.
    init(of context: AccountContext) throws(IntegrationError) {
        guard let name = context[HubSpotVersion.contextKey] else {
            self = .march2026
            return
        }
        guard let version = HubSpotVersion(rawValue: name) else {
            throw IntegrationError(.unsendable, message: "the account's api_version \(HubSpotVersion.expectation)")
        }
        self = version
    }

    static var expectation: String { "must be one of \(allCases.map(\.rawValue).joined(separator: ", "))" }

    var tokenPath: String { self == .v3 ? "oauth/v1/token" : "oauth/\(rawValue)/token" }

    /// Where an API of the CRM begins.
    func path(of api: HubSpotResource.API) -> String {
        switch self {
        case .v3: "crm/\(api == .associations ? "v4" : "v3")/\(api.rawValue)"
        case .march2026, .september2026: "crm/\(api.rawValue)/\(rawValue)"
        }
    }
}
