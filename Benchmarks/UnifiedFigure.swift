import Foundation
import JSON
import Support

/// 100,000 contacts of an emulated HubSpot at 100 a page: stored as they come, and as unified contacts.
///
/// Both fetch the same bytes: the raw list asks for the properties that the mapping asks for.
struct UnifiedFigure {
    /// Every 97th is archived, so that the list has 100,000.
    private static let contacts = 101_041
    private static let records = 100_000.0
    private static let calls = 1_000

    /// CPU time of the server for unified contacts over that for raw ones.
    let timesRawCPU: Double
    let rawCPUPer100k: Double
    let cpuPer100k: Double
    let recordsPerSecond: Double
    let memory: Double

    static func measure(rounds: Int) async throws -> UnifiedFigure {
        let vendor = try await SandboxProcess(["--hubspot-contacts", "\(contacts)"])
        var ratios: [Double] = []
        var raw: [BenchServer.Measurement] = []
        var unified: [BenchServer.Measurement] = []
        for _ in 0..<rounds {
            let mapped = try await run(vendor, [["resource": "crm/contacts", "method": "list"]])
            let plain = try await run(
                vendor,
                [["resource": "contacts", "method": "list", "persist": true, "query": try await query(of: vendor)]]
            )
            try await checkThatBothFetchedTheSame(vendor)
            unified.append(mapped)
            raw.append(plain)
            ratios.append(mapped.cpuSeconds / plain.cpuSeconds)
        }
        await vendor.process.terminate()
        return UnifiedFigure(
            timesRawCPU: median(ratios),
            rawCPUPer100k: median(raw.map { $0.cpuSeconds / $0.records * 100_000 }),
            cpuPer100k: median(unified.map { $0.cpuSeconds / $0.records * 100_000 }),
            recordsPerSecond: median(unified.map(\.recordsPerSecond)),
            memory: median(unified.map(\.peakMegabytes))
        )
    }

    /// A run into an empty store, which must end up with every contact.
    private static func run(_ vendor: SandboxProcess, _ resources: JSONValue) async throws -> BenchServer.Measurement {
        let server = try await BenchServer()
        let measurement = try await server.run(vendor, resources, of: "hubspot")
        let stored = try await server.storedRecords()
        await server.stop()
        guard measurement.records == records, stored == records else {
            throw TestFailure("\(measurement.records) records read and \(stored) stored, not \(records)")
        }
        return measurement
    }

    /// What the last list of contacts asked for: its query without the place in the list.
    private static func query(of vendor: SandboxProcess) async throws -> JSONValue {
        guard let last = try await lists(of: vendor).last else { throw TestFailure("no list was asked for") }
        var query = JSONObject()
        for pair in last.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") where !pair.hasPrefix("after=") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            query[String(parts[0])] = .string(parts.last?.removingPercentEncoding ?? "")
        }
        return .object(query)
    }

    /// Compares what the last two runs asked the vendor for.
    private static func checkThatBothFetchedTheSame(_ vendor: SandboxProcess) async throws {
        let lists = try await lists(of: vendor).suffix(2 * calls)
        guard lists.count == 2 * calls, Set(lists.prefix(calls)) == Set(lists.suffix(calls)) else {
            throw TestFailure("the two runs asked for different pages")
        }
    }

    private static func lists(of vendor: SandboxProcess) async throws -> [String] {
        try await vendor.targets().filter { $0.contains("/objects/") && $0.contains("/contacts?") }
    }
}
