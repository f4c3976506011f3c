/// The files of this folder as they are in the binary: models, and the mappings of the integrations that come with it.
package struct UnifiedModelFile: Sendable {
    /// The file's name without its ending: the model's, or the integration's.
    package let name: String
    /// YAML.
    package let text: String

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }

    package static let models = [
        UnifiedModelFile("crm", PackageResources.crm_yaml),
        UnifiedModelFile("ticketing", PackageResources.ticketing_yaml),
    ]

    package static let mappings = [
        UnifiedModelFile("hubspot", PackageResources.hubspot_yaml),
        UnifiedModelFile("zendesk", PackageResources.zendesk_yaml),
    ]
}
