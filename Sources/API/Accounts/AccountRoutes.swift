import Domain
import Engine
import Hummingbird
import JSON

/// `/integrated-account`: customers' accounts; secrets go in and never come out.
struct AccountRoutes: Sendable {
    private static let filters = [
        "id", "tenant_id", "environment_id", "environment_integration_id", "integration.name", "integration_name",
        "status", "authentication_method", "is_sandbox", "created_at", "updated_at",
    ]
    let accounts: any AccountStore
    let integrations: any IntegrationStore
    let saveAccount: SaveAccount
    let testAccount: TestAccount
    let sessions: AccountSessions
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/integrated-account", use: list)
        routes.get("/integrated-account/:id", use: get)
        routes.post("/integrated-account", use: idempotency.once(create))
        routes.post("/integrated-account/:id/test", use: idempotency.once(test))
        routes.patch("/integrated-account/:id", use: update)
        routes.delete("/integrated-account/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(AccountRoutes.filters)
        let page = try await accounts.accounts(query, in: context.environment)
        var bodies: [JSONValue] = []
        for account in page.elements { bodies.append(.object(try await body(account))) }
        return Answer(list: bodies, next: page.next.map(ListCursor.write), limit: query.limit)
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        Answer(.object(try await body(try await named(context))))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        let create = try CreateAccountBody(try await RequestReading.object(request))
        let installed = try await installed(for: create, in: context.environment)
        let now = ambient.now()
        let account = IntegratedAccount(
            id: .init(context.newID ?? ambient.newID()),
            environmentID: installed.environmentID,
            environmentIntegrationID: installed.id,
            integrationName: installed.integrationName,
            tenantID: create.tenantID,
            context: AccountContext(create.context),
            status: create.validates ? .connecting : .active,
            lastError: nil,
            authenticationMethod: (create.authenticationMethod ?? .init(of: .init(create.context))).rawValue,
            region: (create.region ?? .wnam).rawValue,
            createdAt: now,
            updatedAt: now
        )
        let (stored, warnings) = try await saveAccount.create(account)
        let checked = create.validates ? try await check(stored) : stored
        return Answer(try await body(checked).adding(warnings: create.warnings + warnings))
    }

    /// An account that was to be checked and fails doesn't stay.
    private func check(_ account: IntegratedAccount) async throws -> IntegratedAccount {
        let error = try await testAccount(account).error
        let now = ambient.now()
        let checked = try await accounts.update(account.id, in: account.environmentID, by: .engine) { account in
            account.status = error == nil ? .active : .validationError
            account.lastError = error?.message
            account.updatedAt = max(now, account.updatedAt + .milliseconds(1))
        }
        await sessions.reload(account.id)
        guard let error else { return checked?.account ?? account }
        _ = try await accounts.delete(account.id, keepingRecords: false, in: account.environmentID, at: ambient.now())
        throw APIError(error)
    }

    private func installed(
        for create: CreateAccountBody,
        in environment: Domain.Environment.ID
    ) async throws -> EnvironmentIntegration {
        let found: EnvironmentIntegration?
        if let id = create.environmentIntegrationID {
            found = try await integrations.environmentIntegration(.init(id), in: environment)
        } else {
            found = try await integrations.environmentIntegration(
                named: create.integrationName ?? "",
                in: environment
            )
        }
        let path = create.environmentIntegrationID == nil ? "integration_name" : "environment_integration_id"
        guard let found else {
            throw ValidationError(path, "no such integration is installed; POST /environment-integration installs one")
        }
        guard found.isEnabled else { throw ValidationError(path, "\(found.integrationName) is switched off") }
        return found
    }

    private func test(_ request: Request, _ context: APIContext) async throws -> Answer {
        if let error = try await testAccount(try await named(context)).error { throw APIError(error) }
        return Answer(["success": true])
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let account = try await named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        var changes = AccountChanges()
        changes.context = reader.object("context")
        changes.tenantID = reader.text("tenant_id")
        changes.status = reader.word("status")
        changes.authenticationMethod = reader.word("authentication_method")
        changes.region = reader.word("region")
        reader.ignore(["id", "environment_id", "environment_integration_id", "created_at", "updated_at"])
        reader.refuse(["unified_model_override"])
        let warnings = try reader.finish()
        guard let (stored, more) = try await saveAccount.update(account.id, changes, in: account.environmentID) else {
            throw APIError.notFound("integrated account")
        }
        return Answer(try await body(stored).adding(warnings: warnings + more))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = try context.pathID()
        let keeps = QueryString(request.uri.query)["records"] == "keep"
        let isDeleted = try await accounts.delete(
            .init(id),
            keepingRecords: keeps,
            in: context.environment,
            at: ambient.now()
        )
        guard isDeleted else { throw APIError.notFound("integrated account") }
        await sessions.reload(.init(id))
        return Answer(["id": .string(id)])
    }

    private func named(_ context: APIContext) async throws -> IntegratedAccount {
        guard let account = try await accounts.account(.init(try context.pathID()), in: context.environment) else {
            throw APIError.notFound("integrated account")
        }
        return account
    }

    private func body(_ account: IntegratedAccount) async throws -> JSONObject {
        let integration = try await integrations.integration(account.integrationName)
        let installed = try await integrations.environmentIntegration(
            account.environmentIntegrationID,
            in: account.environmentID
        )
        return account.payload(integration: integration, installed: installed)
    }
}
