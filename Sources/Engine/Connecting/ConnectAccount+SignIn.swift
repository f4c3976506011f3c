package import Domain

// The authorisation code flow: out to the vendor, and back.
extension ConnectAccount {
    /// What came back with a browser.
    package struct Return: Sendable {
        package let state: String
        /// Nil when access was refused.
        package let code: String?
        /// The vendor's code of the refusal (`access_denied`).
        package let error: String?
        /// The SHA-256 of the browser's cookie, as hexadecimal text.
        package let browser: String

        package init(state: String, code: String?, error: String?, browser: String) {
            self.state = state
            self.code = code
            self.error = error
            self.browser = browser
        }
    }

    /// How a sign-in ended, and of which link; nil for `invitation` when there is no such sign-in or link any more.
    package struct Arrival: Sendable {
        package let invitation: ConnectInvitation?
        package let choice: ConnectInvitation.Choice?
        /// What was typed before, without secrets, by field.
        package let typed: [String: String]
        package let result: Result<IntegratedAccount, ConnectFailure>
    }

    /// The vendor's address to send the browser to.
    ///
    /// Throws `ConnectFailure`.
    package func signIn(
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        typed: [String: String],
        redirectURI: String,
        browser: String
    ) async throws -> String {
        let context = choice.context(adding: try read(typed, method), by: method)
        guard context.signingIn(by: choice.app)["client_secret"] != nil else {
            let message = "There is no app to sign in by at this address."
            throw ConnectFailure.invalid([ValidationFailure("", message)])
        }
        try await begin(invitation)
        let token = invitation.token
        let own = choice.app?.scopes ?? []
        let pending = PendingSignIn(
            linkToken: invitation.text,
            integrationName: choice.installed.integrationName,
            method: method.key,
            context: context,
            scopes: !token.scopes.isEmpty ? token.scopes : own.isEmpty ? method.signInScopes ?? [] : own,
            redirectURI: redirectURI,
            verifier: SecretText.make(),
            browser: browser
        )
        let state = SecretText.make()
        let address: String
        do {
            address = try choice.adapter.signInAddress(
                for: context,
                request(pending, state: state, app: choice.app)
            )
            try transport.check(address)
        } catch {
            throw ConnectFailure.refused(error)
        }
        try await links.insert(pending, state: state, of: token.id, now: ambient.now())
        return address
    }

    /// Swaps the code that a browser came back with for tokens, and connects the account.
    package func arrive(_ returned: Return) async throws -> Arrival {
        guard let pending = try await links.takeSignIn(state: returned.state, now: ambient.now()),
            pending.browser == returned.browser,
            let invitation = try await invitation(pending.linkToken),
            let choice = invitation.choices.first(where: { $0.installed.integrationName == pending.integrationName }),
            let method = choice.methods.first(where: { $0.key == pending.method })
        else { return Arrival(invitation: nil, choice: nil, typed: [:], result: .failure(.unknownSignIn)) }
        let result: Result<IntegratedAccount, ConnectFailure>
        do {
            let context = try await context(pending, choice, returned)
            result = .success(try await finish(invitation, choice, method, context))
        } catch let failure as ConnectFailure {
            result = .failure(failure)
            try await links.noteFailure(
                of: invitation.token,
                at: pending.integrationName,
                error: failure.sentence,
                now: ambient.now()
            )
        }
        let typed = method.fields.compactMap { field in
            pending.context[field.key].map { (field.key, field.isSecret ? "" : $0) }
        }
        return Arrival(
            invitation: invitation,
            choice: choice,
            typed: Dictionary(typed) { first, _ in first },
            result: result
        )
    }

    /// The account's context with the tokens that the code stands for.
    private func context(
        _ pending: PendingSignIn,
        _ choice: ConnectInvitation.Choice,
        _ returned: Return
    ) async throws -> AccountContext {
        guard let code = returned.code else { throw ConnectFailure.denied(returned.error ?? "no code came back") }
        let lent = pending.context.signingIn(by: choice.app)
        do {
            let request = try choice.adapter.tokenRequest(
                for: pending.context,
                code: code,
                request(pending, state: returned.state, app: choice.app)
            )
            let answer = try await transport.send(request)
            return try choice.adapter.refreshed(pending.context, by: answer, now: ambient.now())
        } catch {
            throw ConnectFailure.refused(Redaction(lent).clean(error))
        }
    }

    private func request(_ pending: PendingSignIn, state: String, app: OAuthApp?) -> SignInRequest {
        let context = pending.context.signingIn(by: app)
        return SignInRequest(
            clientID: context["client_id"] ?? "",
            clientSecret: context["client_secret"] ?? "",
            redirectURI: pending.redirectURI,
            scopes: pending.scopes,
            state: state,
            verifier: pending.verifier,
            challenge: SecretText.challenge(of: pending.verifier)
        )
    }
}

extension ConnectFailure {
    /// For events, logs and terminals; holds nothing that was typed.
    package var sentence: String {
        switch self {
        case .invalid(let failures): failures.map(\.message).joined(separator: " ")
        case .refused(let error): error.description
        case .denied(let code): "access was not allowed (\(code))"
        case .tooManyAttempts(let wait): "too many tries; wait \((wait.milliseconds + 59_999) / 60_000) minutes"
        case .linkUsed: "the link was used meanwhile"
        case .unknownSignIn: "the sign-in is unknown, was finished, or began in another browser"
        }
    }
}
