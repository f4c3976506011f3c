import App
import Domain
import Engine
import Foundation
import Integrations
import JSON
import Logging
import Support

/// 100,000 tickets of 2 KB at 100 a page, from a vendor on this machine into the store: by hand in Python, by the parts
/// of the engine alone, and by the whole server.
struct BulkFigure {
    private static let tickets = 100_000

    let python: Double
    let pipeline: Double
    let engine: Double
    let unchanged: Double
    let cpuPer100k: Double
    let memory: Double
    /// Of a server that brought a tenth of it.
    let smallMemory: Double

    static func measure(rounds: Int) async throws -> BulkFigure {
        let vendor = try await SandboxProcess(["--tickets", "\(tickets)", "--ticket-bytes", "2000"])
        let small = try await SandboxProcess(["--tickets", "\(tickets / 10)", "--ticket-bytes", "2000"])
        var python: [Double] = []
        var pipeline: [Double] = []
        var engine: [BenchServer.Measurement] = []
        var again: [Double] = []
        for _ in 0..<rounds {
            python.append(try await runPython(vendor))
            pipeline.append(try await PipelineFigure.measure(vendor))
            let server = try await BenchServer()
            engine.append(try await server.run(vendor, [["resource": "tickets", "method": "list", "persist": true]]))
            again.append(
                try await server.run(vendor, [["resource": "tickets", "method": "list", "persist": true]])
                    .recordsPerSecond
            )
            await server.stop()
        }
        let server = try await BenchServer()
        let smallRun = try await server.run(small, [["resource": "tickets", "method": "list", "persist": true]])
        await server.stop()
        await vendor.process.terminate()
        await small.process.terminate()
        return BulkFigure(
            python: median(python),
            pipeline: median(pipeline),
            engine: median(engine.map(\.recordsPerSecond)),
            unchanged: median(again),
            cpuPer100k: median(engine.map { $0.cpuSeconds / $0.records * 100_000 }),
            memory: median(engine.map(\.peakMegabytes)),
            smallMemory: smallRun.peakMegabytes
        )
    }

    private static func runPython(_ vendor: SandboxProcess) async throws -> Double {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "Benchmarks/baseline.py", vendor.base, folder.path + "/baseline.sqlite"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let line = try JSONValue(parsing: [UInt8](data))
        guard let records = line["records"]?.doubleValue, let seconds = line["seconds"]?.doubleValue else {
            throw TestFailure("the Python script failed")
        }
        return records / seconds
    }
}
