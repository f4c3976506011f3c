import Support
import Testing

/// `sluice demo`, as a new user types it.
@Suite struct DemoTests {
    @Test(.timeLimit(.minutes(4)))
    func `it ends well when every count is the vendor's own`() async throws {
        let demo = try ChildProcess(["demo", "--exit", "--tickets", "60"])
        let lines = await demo.remainingLines()
        #expect(await demo.exited() == 0)
        #expect(lines.count { $0.hasSuffix("equal") } == 4)
    }

    @Test(.timeLimit(.minutes(4)))
    func `interrupted in the middle of the run, it takes its processes and its folder along`() async throws {
        let demo = try ChildProcess(["demo", "--tickets", "5000"])
        let vendor = try #require(await demo.line(containing: "emulated vendor")).split(separator: " ")[2]
        let server = try #require(await demo.line(containing: "sluice")).split(separator: " ")[1]
        _ = await demo.line(containing: "running")
        await demo.terminate()
        for address in [vendor, server] {
            await #expect(throws: (any Error).self) { try await HTTPClient(base: String(address)).get("/ping") }
        }
    }
}
