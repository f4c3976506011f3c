import Foundation
import GRDB
import JSON
import Support
import Testing

/// A server that is killed while it delivers to a receiver with troubles of its own.
@Suite struct DeliveryKillTests {
    private static let kills = 12
    private static let troubles: JSONValue = [
        ["kind": "status", "status": 500, "match": "/hooks", "every": 9],
        ["kind": "reset", "match": "/hooks", "every": 13],
        ["kind": "slow", "delay_ms": 60, "match": "/hooks", "every": 5],
        ["kind": "truncate", "match": "/hooks", "every": 31],
    ]

    @Test(.timeLimit(.minutes(4)))
    func `a receiver that drops repeated ids gets every record once and in order through 12 kills`() async throws {
        let vendor = try await SandboxProcess(["--tickets", "700", "--page-size", "2", "--latency-ms", "4"])
        var receiver = try await WebhookReceiver()
        try await receiver.setFaults(DeliveryKillTests.troubles)
        let folder = try TemporaryFolder()
        let dataDir = folder.path + "/data"
        let token = try await ServerProcess.token(dataDir: dataDir)
        var server = try await DeliveryKillTests.serve(dataDir)
        let run = try await DeliveryKillTests.start(HTTPClient(base: server.base, token: token), vendor, receiver)
        var unmarked = 0
        for number in 0..<DeliveryKillTests.kills {
            _ = try await receiver.waitUntil { $0.count >= 3 + number * 16 }
            switch number {
            case 4:
                // Nobody there, while the server goes and comes.
                await receiver.vanish()
                try await DeliveryKillTests.waitUntilHeld(run, HTTPClient(base: server.base, token: token))
            case 2, 7, 9:
                // It has the whole event, and the server not yet the whole answer.
                let before = try await DeliveryKillTests.slowBodies(receiver)
                try await receiver.setFaults([["kind": "slow_body", "delay_ms": 60000, "match": "/hooks", "times": 1]])
                while try await DeliveryKillTests.slowBodies(receiver) == before {}
            default: break
            }
            await server.process.killNow()
            unmarked += try DeliveryKillTests.takenAndPending(dataDir, receiver)
            if number == 4 { receiver = try await receiver.comeBack() }
            try await receiver.setFaults(DeliveryKillTests.troubles)
            server = try await DeliveryKillTests.serve(dataDir)
        }
        let events = try await receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
        let ended = try await HTTPClient(base: server.base, token: token).get("/sync-job-run/\(run)").json
        await server.process.terminate()

        #expect(ended["status"] == "completed")
        #expect(ended["result"] == "clean")
        #expect((ended["resumes"]?.intValue ?? 0) >= 10)
        #expect(unmarked >= 1)
        #expect(events.count { $0.event == "sync_job_run:record" } >= 200)
        #expect(events.prefix(2).map(\.event) == ["sync_job_run:created", "sync_job_run:started"])
        let order = try await RawRecords.vendorOrder(vendor, "/api/v2/tickets.json", key: "tickets")
        let came = try events.records()
        #expect(came.count == order.count)
        #expect(came == order)
        try DeliveryKillTests.expectSameBytes(receiver.arrivals())
    }

    /// Whatever came of a try, the next one of the same id was the same.
    private static func expectSameBytes(_ arrivals: [WebhookReceiver.Arrival]) throws {
        let byID = Dictionary(grouping: arrivals, by: \.id)
        #expect(byID.values.count { $0.count > 1 } >= 10)
        for (id, tries) in byID { #expect(Set(tries.map(\.bytes)).count == 1, "\(id)") }
    }

    private static func serve(_ dataDir: String) async throws -> ServerProcess {
        try await ServerProcess(
            dataDir: dataDir,
            environment: [
                "SLUICE_OPEN_PAGES": "10", "SLUICE_DELIVERY_FIRST_DELAY": "0.02", "SLUICE_DELIVERY_CEILING": "0.2",
            ]
        )
    }

    private static func start(
        _ client: HTTPClient,
        _ vendor: SandboxProcess,
        _ receiver: WebhookReceiver
    ) async throws -> String {
        let account = try await id(
            client.post(
                "/integrated-account",
                ["tenant_id": "acme", "integration_name": "zendesk", "context": .object(vendor.tokenContext)]
            )
        )
        let job = try await id(
            client.post(
                "/sync-job",
                [
                    "integration_name": "zendesk",
                    "resources": [["resource": "tickets", "method": "list", "persist": true]],
                ]
            )
        )
        let webhook = try await id(client.post("/webhook", ["target_url": .string(receiver.url)]))
        return try await id(
            client.post(
                "/sync-job-run",
                [
                    "sync_job_id": .string(job), "integrated_account_id": .string(account),
                    "webhook_id": .string(webhook),
                ]
            )
        )
    }

    private static func id(_ reply: HTTPClient.Reply) throws -> String {
        guard reply.status == 200, let id = reply.json["id"]?.stringValue else { throw TestFailure(reply.json.text) }
        return id
    }

    private static func slowBodies(_ receiver: WebhookReceiver) async throws -> Int {
        try await receiver.sandbox.stats()["by_fault"]?["slow_body"]?.intValue ?? 0
    }

    private static func waitUntilHeld(_ run: String, _ client: HTTPClient) async throws {
        while try await client.get("/sync-job-run/\(run)").json["waiting_on"] != "webhook" {}
    }

    /// How many events the receiver took that the dead server had not marked.
    private static func takenAndPending(_ dataDir: String, _ receiver: WebhookReceiver) throws -> Int {
        let folder = try TemporaryFolder()
        let path = folder.path + "/copy.sqlite"
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: "\(dataDir)/sluice.sqlite\(ending)") {
            try FileManager.default.copyItem(atPath: "\(dataDir)/sluice.sqlite\(ending)", toPath: path + ending)
        }
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        let pending = try queue.read { db in
            try Set(String.fetchAll(db, sql: "SELECT id FROM delivery WHERE state = 'pending'"))
        }
        return try Set(receiver.taken().map(\.id)).intersection(pending).count
    }
}
