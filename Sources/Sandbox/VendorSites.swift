/// The emulated vendors, told apart by the paths they own.
struct VendorSites: Sendable {
    let zendesk: ZendeskSite
    let hubspot: HubSpotSite

    init(settings: SandboxSettings) {
        zendesk = ZendeskSite(settings: settings)
        hubspot = HubSpotSite(settings: settings)
    }

    /// The vendors by their names in control paths.
    var named: [String: any VendorSite] { ["zendesk": zendesk, "hubspot": hubspot] }

    /// The vendor that a request is for; Zendesk tells whom nobody owns that there is no such path.
    func site(for request: SandboxRequest) -> any VendorSite { hubspot.owns(request) ? hubspot : zendesk }
}
