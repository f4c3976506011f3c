import JSON

/// An emulated HubSpot account: what it answers, apart from faults.
struct HubSpotSite: VendorSite {
    let settings: SandboxSettings
    let records: HubSpotRecords
    let tokens: TokenBook
    let codes = CodeBook()
    let owners: HubSpotOwners
    private let quota: HubSpotQuota

    init(settings: SandboxSettings) {
        self.settings = settings
        records = HubSpotRecords(settings: settings)
        tokens = TokenBook(life: settings.tokenLife)
        owners = HubSpotOwners(count: settings.hubspotOwners)
        quota = HubSpotQuota(burst: settings.hubspotBurstLimit, day: settings.hubspotDailyLimit)
    }

    /// Whether a request is for this vendor.
    func owns(_ request: SandboxRequest) -> Bool {
        request.path.hasPrefix("/crm/") || request.path == HubSpotSite.consentPath
            || HubSpotSite.isTokenPath(request.segments)
    }

    func failure(status: Int) -> SandboxAnswer { HubSpotError.forStatus(status).answer }

    func answer(to request: SandboxRequest, twist: PageTwist) -> SandboxAnswer {
        if request.path == HubSpotSite.consentPath {
            return ConsentPage(vendor: "HubSpot sandbox", clientID: settings.clientID, codes: codes).answer(to: request)
        }
        do throws(HubSpotError) {
            if HubSpotSite.isTokenPath(request.segments) { return try tokenAnswer(to: request) }
            guard isAuthenticated(request) else { throw .unauthenticated }
        } catch {
            return error.answer
        }
        let reading = quota.take()
        var answer: SandboxAnswer
        do throws(HubSpotError) {
            if let policy = reading.exceeded { throw .rateLimited(policy) }
            answer = try route(HubSpotPath(request.segments), request, twist)
        } catch {
            answer = error.answer
        }
        // Searches carry no limits.
        if request.segments.last != "search" { answer.headers += reading.headers }
        return answer
    }

    private func isAuthenticated(_ request: SandboxRequest) -> Bool {
        let parts = (request.authorization ?? "").split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return !settings.staticToken.isEmpty && parts[1] == settings.staticToken || tokens.isValid(parts[1])
    }

    private func route(
        _ path: HubSpotPath,
        _ request: SandboxRequest,
        _ twist: PageTwist
    ) throws(HubSpotError) -> SandboxAnswer {
        let rest = path.rest
        switch (path.api, request.method, rest.count) {
        case ("objects", "GET", 1): return try list(kind(rest[0]), request, twist)
        case ("objects", "GET", 2): return try single(kind(rest[0]), id: rest[1], request)
        case ("objects", "POST", 1): return try create(kind(rest[0]), request)
        case ("objects", "PATCH", 2): return try update(kind(rest[0]), id: rest[1], request)
        case ("objects", "DELETE", 2): return try archive(kind(rest[0]), id: rest[1])
        case ("objects", "POST", 2) where rest[1] == "search": return try search(kind(rest[0]), request, twist)
        case ("objects", "POST", 3) where rest[1...] == ["batch", "read"]: return try batch(kind(rest[0]), request)
        case ("associations", "POST", 4) where rest[2...] == ["batch", "read"]:
            return try associations(from: kind(rest[0]), to: kind(rest[1]), request)
        case ("owners", "GET", 0): return try ownerList(request)
        case ("owners", "GET", 1): return try owner(id: rest[0])
        case ("pipelines", "GET", 1):
            guard let pipelines = HubSpotPipelines.list(of: try kind(rest[0])) else { throw .notFound }
            return whole(pipelines)
        case ("properties", "GET", 1):
            let kind = try kind(rest[0])
            return whole(HubSpotProperty.all(of: kind).map { $0.definition(of: kind) })
        default: throw .notFound
        }
    }

    private func kind(_ name: String) throws(HubSpotError) -> HubSpotKind {
        guard let kind = HubSpotKind(path: name) else {
            throw .invalid("Unable to infer object type from: \(name)")
        }
        return kind
    }

    private func whole(_ results: [JSONValue]) -> SandboxAnswer {
        var answer = SandboxAnswer(json: ["results": .array(results)])
        answer.records = results.count
        return answer
    }

    /// The body as an object.
    func body(of request: SandboxRequest) throws(HubSpotError) -> JSONValue {
        guard let body = try? JSONValue(parsing: request.body), body.objectValue != nil else {
            throw .invalid("Invalid input JSON: an object is expected")
        }
        return body
    }

    /// How records belong together.
    var links: HubSpotAssociations {
        HubSpotAssociations(sizes: HubSpotSizes(settings)) { [records] kind in records.view(of: kind).total }
    }
}
