package import Domain
package import JSON

/// An integration that is a manifest.
package struct DeclarativeAdapter: Adapter {
    package let manifest: Manifest
    package let capabilities: [Capability]

    package init(_ manifest: Manifest) {
        self.manifest = manifest
        capabilities = manifest.resources.values.sorted { $0.name < $1.name }.flatMap { resource in
            resource.methods.values.sorted { $0.name < $1.name }.map { $0.capability(of: resource.name) }
        }
    }

    package var name: String { manifest.name }
    package var label: String { manifest.label }
    package var category: String { manifest.category }
    package var hostKeys: [String] { ["base_url"] + manifest.baseURL.contextKeys }
    package var connectionMethods: [ConnectionMethod] { manifest.credentials.map(\.method) }
    package var source: JSONObject? { manifest.source }
    package var unified: JSONObject { manifest.unified }
    package var budget: CallBudget? { manifest.rateLimit.budget }

    package func problems(in context: AccountContext) -> [ValidationFailure] {
        if let base = context["base_url"], BaseURL(base) == nil {
            return [ValidationFailure("base_url", "expected an address like \"https://api.example.com\"")]
        }
        let methods = manifest.credentials
        guard !methods.isEmpty, !methods.contains(where: { $0.isComplete(in: context) }) else {
            return (try? base(AdapterCall(context))) == nil
                ? [
                    ValidationFailure(
                        "",
                        "the address needs \(manifest.baseURL.contextKeys.joined(separator: " and "))"
                    )
                ] : []
        }
        let ways = methods.map(\.needs).joined(separator: "; or ")
        return [ValidationFailure("", "no credentials: give \(ways)")]
    }

    package func warnings(for context: AccountContext) -> [String] {
        manifest.deprecation.map { ["\(label) as this server has it ends on \($0.date): \($0.note)"] } ?? []
    }

    // MARK: Calls

    package func request(for call: AdapterCall, after cursor: Cursor?) throws(IntegrationError) -> OutboundRequest {
        let (_, method) = try target(of: call)
        var draft = RequestDraft()
        for (name, text) in manifest.query { draft.query[name] = .string(try text.text(call, missing: .unsendable)) }
        let limit = try place(call, method, in: &draft)
        try method.pagination?.walk.place(&draft, after: cursor, limit: limit)
        var headers: [OutboundRequest.Header] = [.init("accept", "application/json")]
        for (name, text) in manifest.headers + method.headers {
            headers.removeAll { $0.name == name.lowercased() }
            headers.append(.init(name.lowercased(), try text.text(call, missing: .unsendable)))
        }
        try (method.authorization ?? manifest.authorization).sign(&draft, for: call)
        headers += draft.headers
        var request = OutboundRequest(method: method.verb, url: try address(call, method, draft), headers: headers)
        if let body = draft.body, method.verb != "GET" {
            let isForm = method.bodyFormat == .form
            request.headers.append(
                .init("content-type", isForm ? "application/x-www-form-urlencoded" : "application/json")
            )
            let form = PercentEncoding.query(body.objectValue ?? [:], arrays: .brackets)
            request.body = isForm ? Array(form.utf8) : body.bytes
        }
        return request
    }

    /// Query and body of a call; returns the page size to ask for.
    private func place(
        _ call: AdapterCall,
        _ method: ManifestMethod,
        in draft: inout RequestDraft
    ) throws(IntegrationError) -> Int? {
        let size = method.pagination?.walk.size
        var asked: Int?
        for (key, value) in call.query where !method.consumed.contains(key) {
            if size != nil, ["limit", "per_page", size?.parameter].contains(key) {
                guard let number = value.wholeNumber, number > 0 else {
                    throw IntegrationError(.unsendable, message: "query.\(key) must be a whole number above 0")
                }
                asked = number
            } else if key == method.incremental?.parameter {
                draft.query[key] = method.incremental?.value(value)
            } else {
                draft.query[key] = value
            }
        }
        for (key, value) in try method.query?.value(call)?.objectValue ?? [:] {
            draft.query[key] = key == method.incremental?.parameter ? method.incremental?.value(value) : value
        }
        draft.body = try method.body?.value(call) ?? call.body
        return size?.limit(asked: asked)
    }

    private func address(
        _ call: AdapterCall,
        _ method: ManifestMethod,
        _ draft: RequestDraft
    ) throws(IntegrationError) -> String {
        let base =
            if let own = method.baseURL {
                try moved(try own.text(call, missing: .unsendable), call)
            } else {
                try base(call)
            }
        var query = PercentEncoding.query(draft.query, arrays: manifest.arrayFormat)
        var url: String
        if let link = draft.link {
            url = try base.resolving(link)
            // A link has its query already; what signs the request isn't in it.
            if case .query(let texts) = method.authorization ?? manifest.authorization {
                query = PercentEncoding.query(draft.query.filter(texts.map(\.name)), arrays: manifest.arrayFormat)
            } else {
                query = ""
            }
        } else {
            let path = try method.path.text(call, missing: .unsendable) { value in
                (try? PercentEncoding.segment(value.stringValue ?? value.text)).map { .string($0) }
            }
            url = "\(base)\(path)"
        }
        if !query.isEmpty { url += (url.contains("?") ? "&" : "?") + query }
        return url
    }

    /// The account's address: its `base_url`, or the manifest's with the account's parts in it.
    private func base(_ call: AdapterCall) throws(IntegrationError) -> BaseURL {
        let text: String
        if let own = call.account["base_url"] {
            text = own
        } else {
            let isWhole = manifest.baseURL.isOnePlaceholder
            text = try manifest.baseURL.text(call, missing: .unsendable) { value in
                guard let part = value.stringValue, isWhole || BaseURL.isLabel(part) else { return .none }
                return value
            }
        }
        guard let base = BaseURL(text) else {
            throw IntegrationError(.unsendable, message: "the account's address is not an http address")
        }
        return base
    }

    /// An address of the manifest, at the account's own place where it has one: for emulations and proxies.
    private func moved(_ text: String, _ call: AdapterCall) throws(IntegrationError) -> BaseURL {
        guard let address = BaseURL(text) else {
            throw IntegrationError(.unsendable, message: "\"\(text)\" is not an http address")
        }
        guard call.account["base_url"] != nil else { return address }
        let base = try base(call)
        return BaseURL("\(base)\(address.path)") ?? base
    }

    package func page(
        from answer: InboundAnswer,
        for call: AdapterCall,
        after cursor: Cursor?
    ) throws(IntegrationError) -> Page {
        let (resource, method) = try target(of: call)
        let walk = method.pagination?.walk
        var answer = answer
        if method.returns == .nothing, (try? JSONValue(parsing: answer.body)) == nil { answer.body = Array("{}".utf8) }
        let own = walk?.fields ?? []
        let shape = PageShape(
            records: method.returns == .nothing ? DeclarativeAdapter.nowhere : method.responsePath,
            envelope: walk?.envelope ?? [],
            fields: [resource.idPath] + own + call.fields
        )
        let split = try answer.split(
            shape,
            isList: method.returns == .list,
            mayLackRecords: method.returns == .nothing
        )
        let walked = WalkedPage(
            split: split,
            answer: answer,
            cursor: cursor,
            limit: nil,
            firstField: 1
        )
        let next = try walk?.next(after: walked)
        if let link = next?.value(of: "link") { _ = try base(call).resolving(link) }
        var page = Page(split: split, idField: 0, firstCallField: 1 + own.count, next: next)
        if resource.idScope == .parent {
            page.idPrefix = method.path.queryKeys.compactMap { call.query[$0] }.map { $0.stringValue ?? $0.text }
                .joined(separator: ":")
        }
        return page
    }

    /// A path that no answer has.
    private static let nowhere = JSONPath(segments: ["no records of a deletion"])

    package func isFailure(_ answer: InboundAnswer, for call: AdapterCall) -> Bool {
        ((try? target(of: call))?.1.failures ?? manifest.failures).isFailure(answer)
    }

    package func failure(of answer: InboundAnswer, for call: AdapterCall, after cursor: Cursor?) -> IntegrationError {
        let failures = (try? target(of: call))?.1.failures ?? manifest.failures
        return failures.error(answer, vendor: name, now: call.now)
    }

    package func limits(in answer: InboundAnswer, now: Timestamp) -> LimitReading {
        manifest.rateLimit.limits(in: answer, now: now)
    }

    package func testCall(for context: AccountContext, now: Timestamp) -> AdapterCall {
        let test = manifest.testCall
        var query = test.query
        if manifest.resources[test.resource]?.methods[test.method]?.pagination != nil, query["limit"] == nil {
            query["limit"] = 1
        }
        return AdapterCall(resource: test.resource, method: test.method, query: query, account: context, now: now)
    }

    private func target(of call: AdapterCall) throws(IntegrationError) -> (ManifestResource, ManifestMethod) {
        guard let resource = manifest.resources[call.resource], let method = resource.methods[call.method] else {
            throw IntegrationError(.unsendable, message: "\(name) has no \(call.resource).\(call.method)")
        }
        return (resource, method)
    }

    // MARK: Tokens

    package func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool {
        guard grant(for: context) != nil else { return false }
        guard context["access_token"] != nil else { return true }
        return context.tokenExpiry.map { $0 <= now } ?? false
    }

    package func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest? {
        guard let (settings, grant) = grant(for: context), let id = context["client_id"],
            let secret = context["client_secret"]
        else { return nil }
        return try tokenRequest(settings, grant, clientID: id, secret: secret, context)
    }

    /// What an account can renew its token with; nil when it has nothing.
    private func grant(for context: AccountContext) -> (OAuthSettings, JSONObject)? {
        guard context["client_id"] != nil, context["client_secret"] != nil else { return nil }
        for credentials in manifest.credentials {
            switch credentials.kind {
            case .fields: continue
            case .signIn(let settings):
                guard let token = context["refresh_token"] else { continue }
                return (settings, ["grant_type": "refresh_token", "refresh_token": .string(token)])
            case .clientCredentials(let settings):
                guard context["refresh_token"] == nil else { continue }
                var grant: JSONObject = ["grant_type": "client_credentials"]
                if !settings.scopes.isEmpty { grant["scope"] = .string(settings.scopes.joined(separator: " ")) }
                return (settings, grant)
            }
        }
        return nil
    }

    private func tokenRequest(
        _ settings: OAuthSettings,
        _ grant: JSONObject,
        clientID: String,
        secret: String,
        _ context: AccountContext
    ) throws(IntegrationError) -> OutboundRequest {
        let call = AdapterCall(context)
        return try settings.tokenRequest(grant, clientID: clientID, secret: secret, call) {
            (text) throws(IntegrationError) in
            try moved(text, call).description
        }
    }

    package func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext {
        let token = try TokenAnswer(answer, from: name) { manifest.failures.error($0, vendor: name, now: now) }
        return token.renewing(context, life: manifest.credentials.lazy.compactMap(\.oauth?.life).first, now: now)
    }

    package func signInAddress(
        for context: AccountContext,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> String {
        let settings = try signInSettings()
        let call = AdapterCall(context)
        var query = settings.authorizeParameters
        query["response_type"] = "code"
        query["client_id"] = .string(signIn.clientID)
        query["redirect_uri"] = .string(signIn.redirectURI)
        query["scope"] = .string(signIn.scopes.joined(separator: " "))
        query["state"] = .string(signIn.state)
        query["code_challenge"] = .string(signIn.challenge)
        query["code_challenge_method"] = "S256"
        let address = try settings.authorizeURL?.text(call, missing: .unsendable) ?? ""
        return "\(try moved(address, call))?\(PercentEncoding.query(query))"
    }

    package func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        let grant: JSONObject = [
            "grant_type": "authorization_code", "code": .string(code), "redirect_uri": .string(signIn.redirectURI),
            "code_verifier": .string(signIn.verifier),
        ]
        return try tokenRequest(
            try signInSettings(),
            grant,
            clientID: signIn.clientID,
            secret: signIn.clientSecret,
            context
        )
    }

    private func signInSettings() throws(IntegrationError) -> OAuthSettings {
        for credentials in manifest.credentials {
            if case .signIn(let settings) = credentials.kind { return settings }
        }
        throw IntegrationError(.unsendable, message: "\(name) has no sign-in")
    }
}

extension AdapterCall {
    /// A call of nothing, for texts that read the account alone.
    fileprivate init(_ context: AccountContext) {
        self.init(resource: "", method: "", account: context, now: .epoch)
    }
}

extension JSONObject {
    fileprivate func filter(_ names: [String]) -> JSONObject {
        JSONObject(filter { names.contains($0.key) }.map { ($0.key, $0.value) })
    }
}
