package import Domain
package import JSON

/// Makes one call of a vendor for somebody who waits for the answer, ahead of every run.
///
/// The account's limiter, its credentials and their renewal are those of its runs.
package struct PassThrough: Sendable {
    /// What is asked of an account's vendor.
    package struct Request: Sendable {
        package var account: IntegratedAccount
        /// The vendor's own name, or `model/resource` where it is unified.
        package var resource: String
        package var isUnified: Bool
        package var method: String
        package var id: String?
        package var query = JSONObject()
        package var body: JSONValue?
        /// Where a list goes on; nil for its beginning.
        package var cursor: Cursor?
        /// The shape of unified records.
        package var format = ResponseFormat.unified
        /// Whether the body of a unified call is the vendor's own already.
        package var passesBody = false

        package init(account: IntegratedAccount, resource: String, isUnified: Bool, method: String) {
            self.account = account
            self.resource = resource
            self.isUnified = isUnified
            self.method = method
        }
    }

    /// A page, and whether more of the list has to be read to tell what comes.
    package struct Reply: Sendable {
        package let page: Page
        /// Whether the search for records that pass the filters ended before one was found.
        package let isPartial: Bool
    }

    /// The resource or the method isn't there.
    package struct Unknown: Error, Sendable {
        package enum Part: Sendable { case resource, method }
        package let part: Part
        package let message: String
    }

    /// A filtered list is read on for this long until there is a record; the published client waits 30 s.
    private static let searchTime: Duration = .seconds(15)

    private let vendors: Vendors
    private let integrations: any IntegrationStore
    private let sessions: AccountSessions
    private let transport: any HTTPTransport
    private let ambient: Ambient

    package init(
        vendors: Vendors,
        integrations: any IntegrationStore,
        sessions: AccountSessions,
        transport: any HTTPTransport,
        ambient: Ambient
    ) {
        self.vendors = vendors
        self.integrations = integrations
        self.sessions = sessions
        self.transport = transport
        self.ambient = ambient
    }

    /// The answer of the vendor, mapped where the resource is unified.
    ///
    /// Throws `Unknown`, `ValidationError` for what a request lacks, and `IntegrationError` with no secret in it.
    package func callAsFunction(_ request: Request) async throws -> Reply {
        let (vendor, capability) = try await find(request)
        let account = request.account
        let session = try await sessions.session(
            of: account.id,
            integration: account.integrationName,
            in: account.environmentID
        )
        let caller = CallRunner.impatient(vendor.adapter, session, transport, ambient)
        guard let mapping = vendor.mappings[request.resource], capability.isUnified else {
            let call = AdapterCall(
                resource: request.resource,
                method: request.method,
                id: request.id,
                query: request.query,
                body: request.body,
                account: account.context,
                now: ambient.now()
            )
            let page = try await caller.page(
                of: call,
                after: request.cursor,
                for: nil,
                writes: capability.writes,
                observer: SilentObserver()
            )
            return Reply(page: try page.clean(), isPartial: false)
        }
        let preparation = try await UnifiedPages.prepare(
            UnifiedPages.Request(
                method: request.method,
                id: request.id,
                query: request.query,
                body: request.body,
                format: request.format,
                writes: capability.writes,
                trustsVendor: false,
                passesBody: request.passesBody
            ),
            mapping,
            account: account.context,
            caller: caller,
            for: nil,
            observer: SilentObserver()
        )
        switch preparation {
        case .failed(let outcome): return Reply(page: try outcome.clean(), isPartial: false)
        case .ready(let pages, _): return try await firstRecords(of: pages, after: request.cursor)
        }
    }

    /// The first page with a record: clients take an empty one for the end of the list.
    private func firstRecords(of pages: UnifiedPages, after start: Cursor?) async throws -> Reply {
        let began = ambient.uptime()
        var cursor = start
        while true {
            let page = try await pages.page(after: cursor, for: nil, observer: SilentObserver()).clean()
            guard page.split.records.isEmpty, let next = page.next else { return Reply(page: page, isPartial: false) }
            guard ambient.uptime() - began < PassThrough.searchTime else { return Reply(page: page, isPartial: true) }
            cursor = next
        }
    }

    /// The mapping behind a unified resource, for those who want to know about a method rather than call it.
    package func mapping(_ request: Request) async throws -> (mapping: ResourceMapping, capability: Capability) {
        let (vendor, capability) = try await find(request, checksCall: false)
        guard let mapping = vendor.mappings[request.resource] else {
            throw Unknown(part: .resource, message: "there is no unified resource \"\(request.resource)\"")
        }
        return (mapping, capability)
    }

    private func find(_ request: Request, checksCall: Bool = true) async throws -> (Vendor, Capability) {
        let account = request.account
        let name = account.integrationName
        let installed = try await integrations.environmentIntegration(
            account.environmentIntegrationID,
            in: account.environmentID
        )
        guard installed?.isEnabled ?? true else {
            let message = "\(name) is switched off in this environment (is_enabled of its environment integration)"
            throw ValidationError("integrated_account_id", message)
        }
        guard let vendor = try await vendors.current(in: account.environmentID).vendor(named: name) else {
            throw ValidationError("integrated_account_id", "this server has no integration \"\(name)\"")
        }
        let all = vendor.capabilities.filter { $0.isUnified == request.isUnified }
        let offered = all.filter { $0.resource == request.resource }
        guard !offered.isEmpty else {
            let hint = Spelling.hint(for: request.resource, in: Set(all.map(\.resource)).sorted())
            let message = "\(name) has no resource \"\(request.resource)\"; \(hint)"
            throw Unknown(part: .resource, message: message)
        }
        guard let capability = offered.first(where: { $0.method == request.method }) else {
            let methods = offered.map(\.method).joined(separator: ", ")
            let message = "\(request.resource) of \(name) has no method \"\(request.method)\"; it has \(methods)"
            throw Unknown(part: .method, message: message)
        }
        if checksCall { try check(request, capability) }
        return (vendor, capability)
    }

    private func check(_ request: Request, _ capability: Capability) throws(ValidationError) {
        var failures = capability.requiredQuery.filter { request.query[$0] == nil }.map {
            ValidationFailure($0, "required by \(request.resource).\(request.method)")
        }
        if capability.needsID, request.id?.isEmpty ?? true {
            failures.append(ValidationFailure("id", "required by \(request.resource).\(request.method)"))
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
    }
}

extension CallRunner.Outcome {
    /// The page; throws what went wrong with the account's secrets taken out of it.
    fileprivate func clean() throws -> Page {
        switch result {
        case .success(let page): return page
        case .failure(let error): throw redaction.clean(error)
        }
    }
}
