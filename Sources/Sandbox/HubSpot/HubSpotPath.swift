/// A path of the CRM's API, numbered (`/crm/v3/objects/…`) or dated (`/crm/objects/2026-03/…`).
struct HubSpotPath: Sendable {
    static let dates = ["2026-03", "2026-09"]

    /// `objects`, `owners` and so on.
    let api: String
    /// What follows the API and its version.
    let rest: [String]

    init(_ segments: [String]) throws(HubSpotError) {
        guard segments.count >= 3, segments[0] == "crm" else { throw .notFound }
        if HubSpotPath.dates.contains(segments[2]) {
            api = segments[1]
        } else {
            let version = segments[2] == "associations" ? "v4" : "v3"
            guard segments[1] == version else { throw .notFound }
            api = segments[2]
        }
        rest = Array(segments[3...])
    }
}
