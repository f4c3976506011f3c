import Domain
import Foundation
import JSON
import Support

/// A server process with an empty store, measured from outside.
struct BenchServer {
    struct Measurement {
        let records: Double
        let requests: Double
        let seconds: Double
        let cpuSeconds: Double
        /// High-water mark of the resident memory.
        let peakMegabytes: Double

        var recordsPerSecond: Double { records / seconds }
    }

    private let folder: TemporaryFolder
    private let server: ServerProcess
    private let client: HTTPClient

    init() async throws {
        folder = try TemporaryFolder()
        server = try await ServerProcess(dataDir: folder.path, environment: ["SLUICE_LOG_LEVEL": "warning"])
        client = HTTPClient(base: server.base, token: try await ServerProcess.token(dataDir: folder.path))
    }

    /// One run of a new job of these nodes; the time is the run's own, from started to finished.
    ///
    /// The records go to the store, or to a webhook at the address `webhook`.
    func run(
        _ vendor: SandboxProcess,
        _ resources: JSONValue,
        of integration: String = "zendesk",
        webhook: String? = nil
    ) async throws -> Measurement {
        let account = try await id(
            "/integrated-account",
            [
                "tenant_id": "bench", "integration_name": .string(integration),
                "context": .object(vendor.tokenContext),
            ]
        )
        let job = try await id("/sync-job", ["integration_name": .string(integration), "resources": resources])
        var order: JSONObject = ["sync_job_id": .string(job), "integrated_account_id": .string(account)]
        if let webhook { order["webhook_id"] = .string(try await id("/webhook", ["target_url": .string(webhook)])) }
        let cpu = cpuSeconds
        let run = try await id("/sync-job-run", .object(order))
        var body = JSONValue.null
        while body["finished_at"]?.stringValue == nil {
            try await Task.sleep(for: .milliseconds(50))
            body = try await client.get("/sync-job-run/\(run)").json
        }
        guard body["result"] == "clean", let start = body["started_at"]?.stringValue.flatMap({ Timestamp(iso: $0) }),
            let end = body["finished_at"]?.stringValue.flatMap({ Timestamp(iso: $0) })
        else { throw TestFailure("the run went wrong: \(body.text)") }
        var records = 0
        var requests = 0
        for (_, methods) in body["resource_stats"]?.objectValue ?? [:] {
            for (_, counters) in methods.objectValue ?? [:] {
                records += counters["persisted"]?.intValue ?? 0
                requests += counters["requests"]?.intValue ?? 0
            }
        }
        return Measurement(
            records: Double(records),
            requests: Double(requests),
            seconds: Double((end - start).milliseconds) / 1000,
            cpuSeconds: cpuSeconds - cpu,
            peakMegabytes: peakMegabytes
        )
    }

    /// How many records the store has.
    func storedRecords() async throws -> Double {
        let counts = try await client.get("/record/count").json["result"]?.arrayValue ?? []
        return counts.reduce(0) { $0 + ($1["count"]?.doubleValue ?? 0) }
    }

    func stop() async { await server.process.terminate() }

    private func id(_ path: String, _ body: JSONValue) async throws -> String {
        let reply = try await client.post(path, body)
        guard let id = reply.json["id"]?.stringValue else { throw TestFailure("\(path): \(reply.json.text)") }
        return id
    }

    private var peakMegabytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(server.process.identifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
    }

    /// User and system time so far; the kernel counts hundredths.
    private var cpuSeconds: Double {
        let stat = (try? String(contentsOfFile: "/proc/\(server.process.identifier)/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }
}
