import JSON

/// One emulated vendor: what it answers, apart from faults, and what a test may do to it.
protocol VendorSite: Sendable {
    var tokens: TokenBook { get }

    /// The answer to a request, errors in the vendor's shapes among them.
    func answer(to request: SandboxRequest, twist: PageTwist) -> SandboxAnswer

    /// What the vendor answers with an error status.
    func failure(status: Int) -> SandboxAnswer

    /// A new pair of tokens, as the token endpoint hands it out.
    func issueTokens() -> SandboxAnswer

    /// How many records each list has, as the lists themselves would give them.
    func counts() -> JSONValue

    /// Changes, removes or adds records as `body` says.
    func change(_ change: ControlPlane.Change, _ body: JSONValue) throws(ControlError) -> JSONValue
}
