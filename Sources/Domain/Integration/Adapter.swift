package import JSON

/// What one vendor's API needs sent, and how to read what it answers.
///
/// Pure: it sends nothing, waits for nothing, keeps nothing. `CallRunner` in the engine does the sending.
package protocol Adapter: Sendable {
    /// The integration's name, a slug (`zendesk`).
    var name: String { get }
    /// The vendor's name for people.
    var label: String { get }
    /// What kind of product it is (`helpdesk`).
    var category: String { get }
    /// Every resource and method that a job may name.
    var capabilities: [Capability] { get }
    /// Context keys that decide where credentials are sent.
    ///
    /// Changing one without sending the secrets again clears the secrets.
    var hostKeys: [String] { get }

    /// The ways in which an account can be connected by its owner, the best first.
    var connectionMethods: [ConnectionMethod] { get }

    /// What the adapter was made of, where that is data: its manifest.
    var source: JSONObject? { get }

    /// What is known of each resource beside its capabilities, by its name: `description`, `deletes`, `complete`, and by
    /// method `pagination`, `incremental` and the like.
    var facts: JSONObject { get }

    /// Mappings of unified resources that come with the adapter, by `model/resource`, as they are written.
    var unified: JSONObject { get }

    /// Says what is wrong with an account's context, before any call; empty when it can be used.
    func problems(in context: AccountContext) -> [ValidationFailure]

    /// Things worth saying about a usable context (an authentication that ends soon).
    func warnings(for context: AccountContext) -> [String]

    /// The request for the page after `cursor`, or for the first page when `cursor` is nil.
    func request(for call: AdapterCall, after cursor: Cursor?) throws(IntegrationError) -> OutboundRequest

    /// Splits an answer of status 2xx into records and the next cursor.
    ///
    /// `cursor` is the one the page was asked with.
    func page(
        from answer: InboundAnswer,
        for call: AdapterCall,
        after cursor: Cursor?
    ) throws(IntegrationError) -> Page

    /// Whether an answer tells of a failure: by its status, or by what is in it.
    func isFailure(_ answer: InboundAnswer, for call: AdapterCall) -> Bool

    /// What an answer that is a failure means.
    func failure(of answer: InboundAnswer, for call: AdapterCall, after cursor: Cursor?) -> IntegrationError

    /// What the answer's headers say of the account's limits.
    func limits(in answer: InboundAnswer, now: Timestamp) -> LimitReading

    /// How many calls the vendor allows an account, where its answers don't say it.
    var budget: CallBudget? { get }

    /// Whether the access token must be renewed before the next call.
    func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool

    /// The request that renews the access token; nil when the account has nothing to renew it with.
    func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest?

    /// The account's context with the new token in it.
    func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext

    /// The address at which an account's owner allows access, of a method that is a sign-in.
    func signInAddress(for context: AccountContext, _ signIn: SignInRequest) throws(IntegrationError) -> String

    /// The request that swaps the code of a sign-in for tokens; its answer is read by `refreshed`.
    func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest

    /// One cheap call that shows that the credentials work.
    func testCall(for context: AccountContext, now: Timestamp) -> AdapterCall
}

// For vendors that nobody signs in at.
extension Adapter {
    package var connectionMethods: [ConnectionMethod] { [] }

    package func signInAddress(
        for context: AccountContext,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> String {
        throw IntegrationError(.unsendable, message: "\(name) has no sign-in")
    }

    package func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        throw IntegrationError(.unsendable, message: "\(name) has no sign-in")
    }
}

extension Adapter {
    package var source: JSONObject? { nil }

    package var facts: JSONObject { [:] }

    package var unified: JSONObject { [:] }

    package var budget: CallBudget? { nil }

    package func isFailure(_ answer: InboundAnswer, for call: AdapterCall) -> Bool { !answer.isSuccess }

    /// The capability of `method` of `resource`, if the vendor has it.
    package func capability(_ resource: String, _ method: String) -> Capability? {
        capabilities.first { $0.resource == resource && $0.method == method }
    }
}
