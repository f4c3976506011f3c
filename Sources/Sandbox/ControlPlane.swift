import JSON

/// Why a control request can't be done.
struct ControlError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// The paths under `/_sandbox`, with which a test looks at the sandbox and changes it.
///
/// They need no authentication, are never logged and never hit by a fault. What is about one vendor's records and tokens
/// is about Zendesk's, or about HubSpot's below `/_sandbox/hubspot`.
struct ControlPlane: Sendable {
    /// What can happen to records.
    enum Change: String, Sendable {
        case touch
        case remove
        case add
    }

    static let prefix = "/_sandbox"

    let sites: VendorSites
    let faults: FaultBoard
    let log: RequestLog
    let traffic: Traffic
    let inbox: WebhookInbox

    func answer(to request: SandboxRequest) -> SandboxAnswer {
        do throws(ControlError) {
            return try route(request)
        } catch {
            return SandboxAnswer(status: 400, json: ["error": .string(error.message)])
        }
    }

    private func route(_ request: SandboxRequest) throws(ControlError) -> SandboxAnswer {
        var path = request.segments.dropFirst()
        let site = path.first.flatMap { sites.named[$0] }
        if site != nil { path = path.dropFirst() }
        return try route(request, path.joined(separator: "/"), site ?? sites.zendesk)
    }

    private func route(
        _ request: SandboxRequest,
        _ name: String,
        _ site: any VendorSite
    ) throws(ControlError) -> SandboxAnswer {
        switch (request.method, name) {
        case ("GET", "counts"): return SandboxAnswer(json: site.counts())
        case ("GET", "stats"): return SandboxAnswer(json: traffic.summary)
        case ("DELETE", "stats"):
            traffic.reset()
            return done
        case ("GET", "webhooks"): return SandboxAnswer(json: inbox.summary)
        case ("GET", "requests"): return requests(request)
        case ("DELETE", "requests"):
            log.forget()
            return done
        case ("POST", "faults"):
            faults.replace(with: try rules(body(of: request)))
            return done
        case ("DELETE", "faults"):
            faults.replace(with: [])
            return done
        case ("POST", "latency"):
            guard let milliseconds = try body(of: request)["ms"]?.intValue, milliseconds >= 0 else {
                throw ControlError("The body is {\"ms\": a whole number}.")
            }
            faults.latency = .milliseconds(milliseconds)
            return done
        case ("POST", "tokens"): return site.issueTokens()
        case ("DELETE", "tokens"):
            site.tokens.expireAll()
            return done
        case ("POST", let name):
            guard let change = Change(rawValue: name) else { return notFound }
            return SandboxAnswer(json: try site.change(change, body(of: request)))
        default: return notFound
        }
    }

    private var done: SandboxAnswer { SandboxAnswer(json: ["ok": true]) }

    private var notFound: SandboxAnswer {
        SandboxAnswer(status: 404, json: ["error": "The sandbox has no such control path."])
    }

    private func body(of request: SandboxRequest) throws(ControlError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: request.body)
        } catch {
            throw ControlError("The body is no JSON: \(error)")
        }
    }

    private func rules(_ body: JSONValue) throws(ControlError) -> [FaultRule] {
        guard let items = body.arrayValue else { throw ControlError("The body is an array of fault rules.") }
        var rules: [FaultRule] = []
        for item in items {
            do throws(FaultRuleError) {
                if let text = item.stringValue {
                    rules.append(try FaultRule(parsing: text))
                } else {
                    rules.append(try FaultRule(item))
                }
            } catch {
                throw ControlError(error.description)
            }
        }
        return rules
    }

    private func requests(_ request: SandboxRequest) -> SandboxAnswer {
        let after = request.parameter("after").flatMap(Int.init) ?? 0
        let limit = request.parameter("limit").flatMap(Int.init) ?? RequestLog.capacity
        var writer = RecordWriter(reserving: 4_096)
        writer.raw("{\"result\":[")
        for (offset, line) in log.lines(after: after, limit: limit).enumerated() {
            if offset > 0 { writer.raw(",") }
            writer.raw(line)
        }
        writer.raw("]}")
        return SandboxAnswer(body: writer.bytes)
    }
}
