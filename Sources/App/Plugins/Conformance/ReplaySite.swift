import Domain
import Integrations
import Logging
import Sandbox
import Synchronization

/// A vendor on this machine that plays one recorded walk at a time.
final class ReplaySite: Sendable {
    private let playing: Played
    let vendor: ReplayVendor
    let origin: String
    let transport: AsyncHTTPTransport

    private final class Played: Sendable {
        let vendor = Mutex<RecordedVendor?>(nil)
    }

    private init(_ playing: Played, _ vendor: ReplayVendor, port: Int, _ transport: AsyncHTTPTransport) {
        self.playing = playing
        self.vendor = vendor
        origin = "http://127.0.0.1:\(port)"
        self.transport = transport
    }

    /// Starts a vendor, hands it to `body`, and ends it however that ends.
    static func using<Value: Sendable>(_ body: @Sendable @escaping (ReplaySite) async throws -> Value) async throws
        -> Value
    {
        var logger = Logger(label: "replay") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        let playing = Played()
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let vendor = ReplayVendor(
            logger: logger,
            onReady: { ready.yield($0) },
            answer: { request in
                guard let vendor = playing.vendor.withLock({ $0 }) else {
                    return ReplayAnswer(status: 503, headers: [], body: [])
                }
                let request = OutboundRequest(request)
                let answer = vendor.answer(to: request)
                return ReplayAnswer(
                    status: answer.status,
                    headers: answer.headers,
                    body: answer.body,
                    takesFaults: !vendor.isForToken(request)
                )
            }
        )
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        settings.idleTimeout = .seconds(60)
        settings.totalTimeout = .seconds(120)
        let transport = AsyncHTTPTransport(settings: settings)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ready.finish() }
                do { try await vendor.run() } catch is CancellationError {}
            }
            var started = ports.makeAsyncIterator()
            guard let port = await started.next() else {
                try await group.waitForAll()
                throw CommandFailure("the vendor on loopback didn't start")
            }
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(ReplaySite(playing, vendor, port: port, transport)))
            } catch {
                result = .failure(error)
            }
            try await transport.shutdown()
            group.cancelAll()
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// Plays a walk from now on, with these faults; forgets earlier requests.
    func play(_ recorded: RecordedVendor, faults: [FaultRule]) {
        playing.vendor.withLock { $0 = recorded }
        vendor.fail(by: faults)
        _ = vendor.takeRequests()
    }

    /// The requests since `play`.
    func takeRequests() -> [OutboundRequest] { vendor.takeRequests().map { OutboundRequest($0) } }
}

extension OutboundRequest {
    /// A request as it arrived.
    fileprivate init(_ request: ReplayRequest) {
        self.init(
            method: request.method,
            url: request.origin + request.target,
            headers: request.headers.map { Header($0.name, $0.value) },
            body: request.body.isEmpty ? nil : request.body
        )
    }
}
