import Domain
import Engine
import Hummingbird
import JSON

/// `/link-token`: links by which customers connect their accounts themselves.
struct LinkTokenRoutes: Sendable {
    let links: any LinkTokenStore
    let accounts: any AccountStore
    let integrations: any IntegrationStore
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.post("/link-token", use: idempotency.once(create))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        let body = try CreateLinkTokenBody(try await RequestReading.object(request))
        let environment = try context.environment
        if case .reconnect(let account) = body.purpose,
            try await accounts.account(account, in: environment) == nil
        {
            throw ValidationError("integrated_account_id", "there is no such integrated account")
        }
        let token = LinkToken(
            id: .init(ambient.newID()),
            environmentID: environment,
            purpose: body.purpose,
            installations: try await installations(of: body, in: environment),
            scopes: body.scopes,
            context: AccountContext(body.context),
            redirectURI: body.redirectURI,
            keepsPreviousContext: body.keepsPreviousContext,
            createdAt: ambient.now()
        )
        let text = SecretText.make()
        try await links.insert(token, text: text)
        return Answer((["link_token": .string(text)] as JSONObject).adding(warnings: body.warnings))
    }

    private func installations(
        of body: CreateLinkTokenBody,
        in environment: Domain.Environment.ID
    ) async throws -> [EnvironmentIntegration.ID] {
        var found: [EnvironmentIntegration] = []
        for id in body.installationIDs {
            let one = try await integrations.environmentIntegration(.init(id), in: environment)
            found.append(try LinkTokenRoutes.usable(one, "environment_integration_id", id))
        }
        for name in body.integrationNames {
            let one = try await integrations.environmentIntegration(named: name, in: environment)
            found.append(try LinkTokenRoutes.usable(one, "integration_name", name))
        }
        return found.map(\.id)
    }

    private static func usable(
        _ installed: EnvironmentIntegration?,
        _ path: String,
        _ name: String
    ) throws(ValidationError) -> EnvironmentIntegration {
        guard let installed else { throw ValidationError(path, "no integration \"\(name)\" is installed") }
        guard installed.isEnabled else { throw ValidationError(path, "\(installed.integrationName) is switched off") }
        return installed
    }
}
