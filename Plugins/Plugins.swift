/// A plugin of this folder as it is in the binary.
package struct PluginFile: Sendable {
    /// The plugin's name: its folder's, and the file's without its ending.
    package let name: String
    /// YAML.
    package let text: String

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }

    package static let all = [
        PluginFile("circleci", PackageResources.circleci_yaml),
        PluginFile("freshdesk", PackageResources.freshdesk_yaml),
        PluginFile("github", PackageResources.github_yaml),
        PluginFile("pipedrive", PackageResources.pipedrive_yaml),
        PluginFile("stripe", PackageResources.stripe_yaml),
    ]
}
