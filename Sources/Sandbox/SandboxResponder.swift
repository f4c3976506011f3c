import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Answers every request: control paths at once, the others with latency, faults and a line in the request log.
struct SandboxResponder: HTTPResponder {
    typealias Context = SandboxContext

    let sites: VendorSites
    let faults: FaultBoard
    let log: RequestLog
    let traffic: Traffic
    let inbox: WebhookInbox

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        let request = try await SandboxRequest(request)
        if request.path.hasPrefix(ControlPlane.prefix) {
            if request.path == WebhookInbox.controlPath, let after = request.parameter("after").flatMap(Int.init) {
                try await inbox.arrival(after: after)
            }
            let control = ControlPlane(sites: sites, faults: faults, log: log, traffic: traffic, inbox: inbox)
            return control.answer(to: request).response
        }
        traffic.began()
        defer { traffic.ended() }
        let rule = faults.next(for: request)
        let latency = faults.latency + (rule?.kind == .slow ? rule?.delay ?? .zero : .zero)
        if latency > .zero { try await Task.sleep(for: latency) }
        let answer = answer(to: request, rule)
        note(request, answer, rule)
        if request.isWebhook { inbox.note(request, status: answer.status) }
        return await response(answer, rule, context.channel)
    }

    /// What is answered, before anything goes wrong on the way.
    private func answer(to request: SandboxRequest, _ rule: FaultRule?) -> SandboxAnswer {
        guard let rule else { return usual(request) }
        let site = sites.site(for: request)
        switch rule.kind {
        case .truncate, .slow, .slowBody: return usual(request)
        case .repeatCursor: return site.answer(to: request, twist: .repeatCursor)
        case .foreignNext: return site.answer(to: request, twist: .foreignNext)
        case .status:
            var answer = site.failure(status: rule.status)
            if let body = rule.body { answer.body = Array(body.utf8) }
            if let retryAfter = rule.retryAfter { answer.headers.append(("Retry-After", retryAfter)) }
            return answer
        case .reset: return SandboxAnswer(status: 0, body: [])
        case .garbage:
            let body = rule.body ?? "{\"tickets\":[{\"id\":1,\"subject\":\"cut in the mid"
            return SandboxAnswer(body: Array(body.utf8))
        case .expireTokens:
            site.tokens.expireAll()
            return site.failure(status: 401)
        case .redirect:
            var answer = SandboxAnswer(status: 302, json: ["error": "Moved"])
            answer.headers = [("Location", PageTwist.foreignOrigin + request.rawTarget)]
            return answer
        case .huge: return SandboxAnswer(body: [])
        case .deep: return SandboxAnswer(body: FaultyBody.deep(10_000))
        }
    }

    private func usual(_ request: SandboxRequest) -> SandboxAnswer {
        request.isWebhook
            ? SandboxAnswer(json: ["ok": true]) : sites.site(for: request).answer(to: request, twist: .none)
    }

    private func response(_ answer: SandboxAnswer, _ rule: FaultRule?, _ channel: any Channel) async -> Response {
        guard let rule else { return answer.response }
        let status = HTTPResponse.Status(code: answer.status)
        switch rule.kind {
        case .reset:
            await Connection.reset(channel)
            return Response(status: .internalServerError)  // goes nowhere: the connection is gone
        case .truncate:
            let body = FaultyBody.truncated(answer.body, on: channel)
            return Response(status: status, headers: answer.fields, body: body)
        case .slowBody:
            let body = FaultyBody.dribbled(answer.body, over: rule.delay)
            return Response(status: status, headers: answer.fields, body: body)
        case .huge:
            return Response(status: status, headers: answer.fields, body: FaultyBody.huge(rule.size))
        case .status, .slow, .garbage, .repeatCursor, .foreignNext, .expireTokens, .redirect, .deep:
            return answer.response
        }
    }

    private func note(_ request: SandboxRequest, _ answer: SandboxAnswer, _ rule: FaultRule?) {
        let entry = RequestLog.Entry(
            request: request,
            status: answer.status,
            fault: rule?.name,
            records: answer.records
        )
        traffic.count(entry, bytes: answer.body.count)
        log.append(entry)
    }
}
