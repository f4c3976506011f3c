import FoundationEssentials

/// An emulated Zendesk account: what it answers, apart from faults.
struct ZendeskSite: VendorSite {
    let settings: SandboxSettings
    let records: ZendeskRecords
    let tokens: TokenBook
    let codes = CodeBook()
    private let rate: RateWindow
    private let cursors: CursorCode

    init(settings: SandboxSettings) {
        self.settings = settings
        records = ZendeskRecords(settings: settings)
        tokens = TokenBook(life: settings.tokenLife)
        rate = RateWindow(limit: settings.rateLimit)
        cursors = CursorCode(seed: settings.seed)
    }

    func failure(status: Int) -> SandboxAnswer { ZendeskError.forStatus(status).answer }

    func answer(to request: SandboxRequest, twist: PageTwist) -> SandboxAnswer {
        do throws(ZendeskError) {
            let segments = request.segments
            if segments == ["oauth", "tokens"] { return try tokenAnswer(to: request) }
            if segments == ["oauth", "authorizations", "new"] {
                return ConsentPage(vendor: "Zendesk sandbox", clientID: settings.clientID, codes: codes)
                    .answer(to: request)
            }
            guard segments.starts(with: ["api", "v2"]) else { throw .invalidEndpoint }
            guard isAuthenticated(request) else { throw .unauthenticated }
            return limited { () throws(ZendeskError) in
                try route(request, Array(segments.dropFirst(2)), twist)
            }
        } catch {
            return error.answer
        }
    }

    private func limited(_ answer: () throws(ZendeskError) -> SandboxAnswer) -> SandboxAnswer {
        let reading = rate.take()
        var result: SandboxAnswer
        do throws(ZendeskError) {
            guard !reading.isExceeded else { throw .rateLimited(retryAfter: reading.secondsLeft) }
            result = try answer()
        } catch {
            result = error.answer
        }
        result.headers += reading.headers
        return result
    }

    private func isAuthenticated(_ request: SandboxRequest) -> Bool {
        let parts = (request.authorization ?? "").split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer":
            let isStatic = !settings.staticToken.isEmpty && parts[1] == settings.staticToken
            return isStatic || tokens.isValid(parts[1])
        case "basic":
            guard let data = Data(base64Encoded: parts[1]) else { return false }
            return String(decoding: data, as: UTF8.self) == "\(settings.email)/token:\(settings.apiToken)"
        default: return false
        }
    }

    private func route(
        _ request: SandboxRequest,
        _ path: [String],
        _ twist: PageTwist
    ) throws(ZendeskError) -> SandboxAnswer {
        guard request.method == "GET" else { return try write(request, path) }
        guard !path.isEmpty else { throw .invalidEndpoint }
        let sideLoading = SideLoading(request, records: records)
        let usual = path[0] == "help_center" ? 30 : settings.pageSize
        let lists = ListAnswer(request: request, cursors: cursors, cap: settings.pageSize, usual: usual, twist: twist)
        let exports = ExportAnswer(
            request: request,
            cursors: cursors,
            settings: settings,
            sideLoading: sideLoading,
            twist: twist
        )
        let path = path[0] == "help_center" ? Array(path.dropFirst()) : path
        switch path.count {
        case 1 where path[0] == "deleted_tickets": return try lists.page(of: deletedTickets())
        case 1: return try lists.page(of: list(of: resource(path[0]), request))
        case 2 where path[1] == "count": return countAnswer(try resource(path[0]))
        case 2 where path == ["incremental", "organizations"]:
            return try exports.timePage(of: records.view(of: .organizations))
        case 2 where path[1] == "show_many": return try many(resource(path[0]), request)
        case 2: return try single(resource(path[0]), id: path[1], including: sideLoading)
        case 3 where path == ["incremental", "tickets", "cursor"] || path == ["incremental", "users", "cursor"]:
            return try exports.cursorPage(of: records.view(of: resource(path[1])))
        case 3 where path[0] == "tickets" && path[2] == "comments":
            return try lists.page(of: comments(ofTicket: path[1], request))
        default: throw .invalidEndpoint
        }
    }

    private func resource(_ name: String) throws(ZendeskError) -> ZendeskResource {
        guard let resource = ZendeskResource(rawValue: name) else { throw .invalidEndpoint }
        return resource
    }
}
