import HTTPTypes
import Hummingbird
import JSON
package import Logging
import ServiceLifecycle
import Synchronization

/// A vendor on a real socket of this machine whose answers a function gives, with faults on demand.
package final class ReplayVendor: Sendable {
    private let answer: @Sendable (ReplayRequest) -> ReplayAnswer
    private let onReady: @Sendable (Int) async -> Void
    private let logger: Logger
    private let faults = FaultBoard(rules: [], latency: .zero)
    private let seen = Mutex<[ReplayRequest]>([])

    /// `onReady` gets the port as soon as it listens.
    package init(
        logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void,
        answer: @escaping @Sendable (ReplayRequest) -> ReplayAnswer
    ) {
        self.logger = logger
        self.onReady = onReady
        self.answer = answer
    }

    /// Replaces what goes wrong; counting starts anew.
    package func fail(by rules: [FaultRule]) { faults.replace(with: rules) }

    /// The requests since this was last asked, in order.
    package func takeRequests() -> [ReplayRequest] {
        seen.withLock { seen in
            defer { seen = [] }
            return seen
        }
    }

    /// Listens until cancellation.
    package func run() async throws {
        let application = Application(
            responder: Responder(vendor: self),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }

    private struct Responder: HTTPResponder {
        typealias Context = SandboxContext
        let vendor: ReplayVendor

        func respond(to request: Request, context: SandboxContext) async throws -> Response {
            let request = try await SandboxRequest(request)
            let replay = ReplayRequest(
                method: request.method,
                origin: request.origin,
                target: request.rawTarget,
                headers: request.headers.map { ($0.name.canonicalName, $0.value) },
                body: request.body
            )
            vendor.seen.withLock { $0.append(replay) }
            let given = vendor.answer(replay)
            var answer = SandboxAnswer(status: given.status, body: given.body)
            answer.headers = given.headers
            guard given.takesFaults, let rule = vendor.faults.next(for: request) else { return answer.response }
            switch rule.kind {
            case .reset:
                await Connection.reset(context.channel)
                return Response(status: .internalServerError)  // goes nowhere: the connection is gone
            case .truncate:
                let body = FaultyBody.truncated(answer.body, on: context.channel)
                return Response(status: HTTPResponse.Status(code: answer.status), headers: answer.fields, body: body)
            case .redirect:
                var moved = SandboxAnswer(status: 302, json: ["error": "Moved"])
                moved.headers = [("Location", request.origin + request.rawTarget)]
                return moved.response
            default: return ReplayVendor.failure(rule, replay).response
            }
        }
    }

    /// An error that repeats all that was sent, as careless vendors do.
    private static func failure(_ rule: FaultRule, _ request: ReplayRequest) -> SandboxAnswer {
        let sent = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        var answer = SandboxAnswer(
            status: rule.status,
            json: ["message": .string("refused \(request.target) with \(sent)")]
        )
        if let wait = rule.retryAfter { answer.headers.append(("Retry-After", wait)) }
        return answer
    }
}
