import JSON
import Support

/// 1,000 tickets with the comments of each, from a vendor that takes 20 ms for every answer.
struct ChildrenFigure {
    private static let latencyMilliseconds = 20
    private static let callsPerAccount = 16.0

    /// Run time over requests × latency ÷ calls in flight.
    let timesIdeal: Double
    let memory: Double

    static func measure(rounds: Int) async throws -> ChildrenFigure {
        let vendor = try await SandboxProcess(["--tickets", "1000", "--latency-ms", "\(latencyMilliseconds)"])
        var ratios: [Double] = []
        var memory: [Double] = []
        for _ in 0..<rounds {
            let server = try await BenchServer()
            let run = try await server.run(
                vendor,
                [
                    ["resource": "tickets", "method": "list", "persist": true],
                    [
                        "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
                        "query": ["ticket_id": "{{resources.tickets.id}}"],
                    ],
                ]
            )
            let ideal = run.requests * Double(latencyMilliseconds) / 1000 / callsPerAccount
            ratios.append(run.seconds / ideal)
            memory.append(run.peakMegabytes)
            await server.stop()
        }
        await vendor.process.terminate()
        return ChildrenFigure(timesIdeal: median(ratios), memory: median(memory))
    }
}
