import AsyncHTTPClient
package import Domain
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// The one HTTP client of the process: async-http-client with our bounds, no redirects, and the address guard.
package final class AsyncHTTPTransport: HTTPTransport {
    private let client: HTTPClient
    private let settings: HTTPSettings
    private let addressGuard: AddressGuard
    private let resolve: Resolve

    /// Every address of a host name.
    typealias Resolve = @Sendable (String) async throws(IntegrationError) -> [SocketAddress]

    package convenience init(settings: HTTPSettings) {
        let resolver = HostResolver()
        self.init(settings: settings) { host async throws(IntegrationError) in try await resolver.addresses(of: host) }
    }

    init(settings: HTTPSettings, resolve: @escaping Resolve) {
        self.settings = settings
        self.resolve = resolve
        let addressGuard = AddressGuard(allowsPrivateNetworks: settings.allowsPrivateNetworks)
        self.addressGuard = addressGuard
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .enabled(limit: .size(settings.maxBodyBytes))
        configuration.timeout.connect = TimeAmount(settings.connectTimeout)
        configuration.timeout.read = TimeAmount(settings.idleTimeout)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .automatic
        let check: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
            guard !addressGuard.allows(channel.remoteAddress) else {
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            return channel.close().recover { _ in }.flatMapThrowing { throw AddressGuard.refusal("the host") }
        }
        configuration.http1_1ConnectionDebugInitializer = check
        configuration.http2ConnectionDebugInitializer = check
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections; the transport can't be used after it, only closed again.
    package func shutdown() async throws {
        do {
            try await client.shutdown()
        } catch let error as HTTPClientError where error == .alreadyShutdown {
            return
        }
    }

    package func check(_ url: String) throws(IntegrationError) { try addressGuard.check(url) }

    package func send(_ request: OutboundRequest) async throws(IntegrationError) -> InboundAnswer {
        let name = try addressGuard.check(request.url)
        do {
            return try await withThrowingTaskGroup(of: InboundAnswer.self) { group in
                group.addTask {
                    if let name { try self.addressGuard.check(try await self.resolve(name), of: name) }
                    return try await self.exchange(request)
                }
                group.addTask {
                    try await Task.sleep(for: self.settings.totalTimeout)
                    throw IntegrationError(
                        .unreachable,
                        message: "the answer took longer than \(self.settings.totalTimeout)"
                    )
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw CancellationError() }
                return answer
            }
        } catch {
            throw TransportFailure.read(error)
        }
    }

    private func exchange(_ request: OutboundRequest) async throws -> InboundAnswer {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if !outgoing.headers.contains(name: "user-agent") { outgoing.headers.add(name: "user-agent", value: "sluice") }
        outgoing.headers.add(name: "accept-encoding", value: "gzip")
        if let body = request.body { outgoing.body = .bytes(body) }
        let response = try await client.execute(outgoing, timeout: TimeAmount(settings.idleTimeout))
        var body: [UInt8] = []
        let announced = response.headers.first(name: "content-length").flatMap(Int.init) ?? 0
        guard announced <= settings.maxBodyBytes else { throw tooLarge }
        body.reserveCapacity(announced)
        for try await chunk in response.body {
            guard body.count + chunk.readableBytes <= settings.maxBodyBytes else { throw tooLarge }
            chunk.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        }
        let headers = response.headers.map { (name: $0.name, value: $0.value) }
        return InboundAnswer(status: Int(response.status.code), headers: headers, body: body)
    }

    private var tooLarge: IntegrationError {
        IntegrationError(.tooLarge, message: "the answer is larger than \(settings.maxBodyBytes >> 20) MiB")
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) { self = .milliseconds(duration.milliseconds) }
}
