import Domain
import JSON
import NIOCore
import NIOPosix
import Support
import Synchronization
import Testing

@testable import Integrations

/// The real client against a vendor that misbehaves.
@Suite struct AsyncHTTPTransportTests {
    /// Calls the vendor's tickets once with these settings, after `faults`.
    private static func send(
        faults: JSONValue,
        target: String = "/api/v2/tickets.json?page[size]=50",
        arguments: [String] = ["--tickets", "60"],
        change: (inout HTTPSettings) -> Void = { _ in }
    ) async throws -> Result<InboundAnswer, IntegrationError> {
        let sandbox = try await SandboxProcess(arguments)
        try await sandbox.setFaults(faults)
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        change(&settings)
        let transport = AsyncHTTPTransport(settings: settings)
        let request = OutboundRequest(
            method: "GET",
            url: sandbox.base + target.replacing("[", with: "%5B").replacing("]", with: "%5D"),
            headers: [.init("authorization", "Bearer sandbox-access-token")]
        )
        let result: Result<InboundAnswer, IntegrationError>
        do throws(IntegrationError) {
            result = .success(try await transport.send(request))
        } catch {
            result = .failure(error)
        }
        try await transport.shutdown()
        return result
    }

    private static func kind(_ result: Result<InboundAnswer, IntegrationError>) -> IntegrationError.Kind? {
        guard case .failure(let error) = result else { return nil }
        return error.kind
    }

    @Test func `a whole answer comes with status, headers and body`() async throws {
        let answer = try await AsyncHTTPTransportTests.send(faults: []).get()
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.contains("json") == true)
        #expect(try JSONValue(parsing: answer.body)["tickets"]?.arrayValue?.count == 50)
    }

    @Test(arguments: ["reset", "truncate"])
    func `a cut connection is no answer`(_ fault: String) async throws {
        let result = try await AsyncHTTPTransportTests.send(faults: [["kind": .string(fault)]])
        #expect(AsyncHTTPTransportTests.kind(result) == .unreachable)
    }

    @Test func `a vendor that stays silent is given up`() async throws {
        let result = try await AsyncHTTPTransportTests.send(faults: [["kind": "slow", "delay_ms": 20_000]]) {
            $0.idleTimeout = .milliseconds(200)
        }
        #expect(AsyncHTTPTransportTests.kind(result) == .unreachable)
    }

    @Test func `an answer that trickles is given up when its time is over`() async throws {
        let result = try await AsyncHTTPTransportTests.send(faults: [["kind": "slow_body", "delay_ms": 20_000]]) {
            $0.totalTimeout = .milliseconds(400)
        }
        #expect(AsyncHTTPTransportTests.kind(result) == .unreachable)
    }

    @Test func `an answer beyond the limit is cut off, announced or not`() async throws {
        let huge = try await AsyncHTTPTransportTests.send(faults: [["kind": "huge", "size": 3_000_000]]) {
            $0.maxBodyBytes = 1 << 20
        }
        #expect(AsyncHTTPTransportTests.kind(huge) == .tooLarge)
        let announced = try await AsyncHTTPTransportTests.send(faults: []) { $0.maxBodyBytes = 1_000 }
        #expect(AsyncHTTPTransportTests.kind(announced) == .tooLarge)
        let fits = try await AsyncHTTPTransportTests.send(faults: [["kind": "huge", "size": 500_000]]) {
            $0.maxBodyBytes = 1 << 20
        }
        #expect(try fits.get().body.count >= 500_000)
    }

    @Test func `a redirect is an answer, not followed`() async throws {
        let answer = try await AsyncHTTPTransportTests.send(faults: [["kind": "redirect"]]).get()
        #expect(answer.status == 302)
        #expect(answer.header("location") != nil)
    }

    @Test func `errors are answers`() async throws {
        for status in [401, 404, 429, 503] {
            let faults: JSONValue = [["status": .number(JSONNumber(status)), "retry_after": "7"]]
            let answer = try await AsyncHTTPTransportTests.send(faults: faults).get()
            #expect(answer.status == status)
            #expect(answer.header("retry-after") == "7")
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::ffff:127.0.0.1]"])
    func `no name and no number reaches this machine, not even for a handshake`(_ host: String) async throws {
        let listener = try await LoopbackListener()
        let transport = AsyncHTTPTransport(settings: HTTPSettings())
        for scheme in ["http", "https"] {
            let error = await #expect(throws: IntegrationError.self) {
                try await transport.send(OutboundRequest(method: "GET", url: "\(scheme)://\(host):\(listener.port)/x"))
            }
            #expect(error?.kind == .forbiddenAddress)
        }
        #expect(try await !listener.wasCalled())
        try await transport.shutdown()
    }

    @Test func `a name is refused when one of its addresses is private, and the address isn't told`() async throws {
        let addresses = [
            try SocketAddress(ipAddress: "8.8.8.8", port: 0), try SocketAddress(ipAddress: "10.11.12.13", port: 0),
        ]
        let transport = AsyncHTTPTransport(settings: HTTPSettings()) { _ in addresses }
        let error = await #expect(throws: IntegrationError.self) {
            try await transport.send(OutboundRequest(method: "GET", url: "https://inside.example/x"))
        }
        #expect(error?.kind == .forbiddenAddress)
        #expect(error?.description.contains("inside.example") == true)
        #expect(error?.description.contains("10.11.12.13") == false)
        try await transport.shutdown()
    }

    @Test func `the system's resolver is asked`() async throws {
        let resolver = HostResolver()
        #expect(try await resolver.addresses(of: "localhost").allSatisfy(AddressGuard.isPrivate))
        let error = await #expect(throws: IntegrationError.self) { try await resolver.addresses(of: "no-such.invalid") }
        #expect(error?.kind == .unreachable)
    }

    @Test func `a refused connection is no answer`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        await sandbox.process.killNow()
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        let transport = AsyncHTTPTransport(settings: settings)
        let error = await #expect(throws: IntegrationError.self) {
            try await transport.send(OutboundRequest(method: "GET", url: sandbox.base))
        }
        #expect(error?.kind == .unreachable)
        #expect(error?.description == "no whole answer came: the connection was refused")
        try await transport.shutdown()
    }

    @Test func `a cancelled call says so`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1", "--latency-ms", "20000"])
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        let transport = AsyncHTTPTransport(settings: settings)
        let task = Task {
            try await transport.send(OutboundRequest(method: "GET", url: sandbox.base + "/api/v2/users.json"))
        }
        task.cancel()
        let error = await #expect(throws: IntegrationError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        try await transport.shutdown()
    }
}

/// A port of loopback that knows whether somebody called.
private struct LoopbackListener {
    private final class Calls: Sendable {
        let count = Mutex(0)
    }

    private let calls = Calls()
    private let channel: any Channel

    init() async throws {
        let calls = calls
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                calls.count.withLock { $0 += 1 }
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Closes the port.
    func wasCalled() async throws -> Bool {
        try await channel.close()
        return calls.count.withLock { $0 } > 0
    }
}
