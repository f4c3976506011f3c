/// Environments and their tokens.
package protocol EnvironmentStore: Sendable {
    /// The environment of that name, made when missing, with every integration installed in it.
    func ensureEnvironment(named name: String) async throws -> Environment
    func environment(_ id: Environment.ID) async throws -> Environment?
    func rename(_ id: Environment.ID, to name: String) async throws -> Environment?

    /// Makes a token and returns its text, which is stored nowhere.
    func createToken(named name: String, in environment: Environment.ID) async throws -> String
    func tokens() async throws -> [APIToken]
    /// The environment a token opens; nil for an unknown or revoked one.
    func environment(ofToken text: String) async throws -> Environment?
    func revokeToken(_ id: APIToken.ID) async throws -> Bool
}
