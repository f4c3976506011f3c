import Domain
import JSON

/// What a token endpoint hands out (RFC 6749, section 5.1).
struct TokenAnswer: Sendable {
    let accessToken: String
    /// Nil when the old one stays good.
    let refreshToken: String?
    /// How long the access token lives; nil when the vendor doesn't say, or says something beyond reason.
    let life: Duration?

    /// Throws `failure` where the vendor is busy or broken, `unauthorized` where it refuses, `malformed` without a token.
    init(
        _ answer: InboundAnswer,
        from vendor: String,
        failure: (InboundAnswer) -> IntegrationError
    ) throws(IntegrationError) {
        guard answer.isSuccess else {
            let failure = failure(answer)
            guard case .rejected = failure.kind else { throw failure }
            throw IntegrationError(
                .unauthorized,
                message: "\(vendor) refuses to hand out a token (\(answer.status))",
                detail: failure.detail
            )
        }
        guard let value = try? JSONValue(parsing: answer.body), let token = value["access_token"]?.stringValue,
            !token.isEmpty
        else {
            throw IntegrationError(.malformed, message: "the token answer has no access_token")
        }
        accessToken = token
        refreshToken = value["refresh_token"]?.stringValue
        let seconds = value["expires_in"]?.doubleValue.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        life = seconds.map { .milliseconds(Int64($0 * 1000)) }
    }

    /// `context` with the new token in the old one's place.
    ///
    /// Its `expires_at` is early by a minute, or by a tenth of a life of less than ten.
    ///
    /// `standard` is how long a token lives where the answer doesn't say.
    func renewing(_ context: AccountContext, life standard: Duration? = nil, now: Timestamp) -> AccountContext {
        var context = context
        context.fields["access_token"] = .string(accessToken)
        if let refreshToken { context.fields["refresh_token"] = .string(refreshToken) }
        context.fields["expires_at"] = (life ?? standard).map { life in
            .number(JSONNumber((now + life - min(.seconds(60), life / 10)).milliseconds))
        }
        return context
    }
}
