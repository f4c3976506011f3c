import JSON
import Support

/// 100,000 tickets of 2 KB at 100 a page: only fetched, stored, and delivered to a receiver on this machine.
struct DeliveryFigure {
    private static let tickets = 100_000

    /// Time of delivering over time of fetching without keeping anything.
    let timesFetch: Double
    /// Time of delivering over time of storing.
    let timesStore: Double
    let cpuPer100k: Double
    let memory: Double

    static func measure(rounds: Int) async throws -> DeliveryFigure {
        let vendor = try await SandboxProcess(["--tickets", "\(tickets)", "--ticket-bytes", "2000"])
        let receiver = try await SandboxProcess()
        var overFetch: [Double] = []
        var overStore: [Double] = []
        var delivered: [BenchServer.Measurement] = []
        for _ in 0..<rounds {
            let fetch = try await measure(vendor, persist: false)
            let store = try await measure(vendor, persist: true)
            let deliver = try await measure(vendor, persist: true, receiver: receiver)
            overFetch.append(deliver.seconds / fetch.seconds)
            overStore.append(deliver.seconds / store.seconds)
            delivered.append(deliver)
        }
        await vendor.process.terminate()
        await receiver.process.terminate()
        return DeliveryFigure(
            timesFetch: median(overFetch),
            timesStore: median(overStore),
            cpuPer100k: median(delivered.map { $0.cpuSeconds * 100_000 / Double(tickets) }),
            memory: median(delivered.map(\.peakMegabytes))
        )
    }

    private static func measure(
        _ vendor: SandboxProcess,
        persist: Bool,
        receiver: SandboxProcess? = nil
    ) async throws -> BenchServer.Measurement {
        let server = try await BenchServer()
        let measurement = try await server.run(
            vendor,
            [["resource": "tickets", "method": "list", "persist": .bool(persist)]],
            webhook: receiver.map { $0.base + "/hooks" }
        )
        await server.stop()
        return measurement
    }
}
