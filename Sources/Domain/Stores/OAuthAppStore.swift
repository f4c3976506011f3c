/// The OAuth apps of environments' integrations; their secrets are stored encrypted.
package protocol OAuthAppStore: Sendable {
    /// The app of an installed integration; nil where none was given.
    func app(
        of installation: EnvironmentIntegration.ID,
        in environment: Environment.ID
    ) async throws -> OAuthApp?
    /// Stores the changed installation together with the secret of the app that its `override` names.
    func update(_ integration: EnvironmentIntegration, clientSecret: String?) async throws
}
