import Domain
import Integrations
import JSON
import Support
import Testing

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
    func `no name and no number reaches this machine`(_ host: String) async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        let port = sandbox.base.split(separator: ":").last ?? ""
        let transport = AsyncHTTPTransport(settings: HTTPSettings())
        for scheme in ["http", "https"] {
            let error = await #expect(throws: IntegrationError.self) {
                try await transport.send(
                    OutboundRequest(method: "GET", url: "\(scheme)://\(host):\(port)/api/v2/users.json")
                )
            }
            #expect(error?.kind == .forbiddenAddress || error?.kind == .unreachable)
        }
        #expect(try await sandbox.requests().isEmpty)
        try await transport.shutdown()
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
