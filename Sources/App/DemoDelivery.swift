import Domain
import Foundation
import JSON
import Persistence

/// The demo's second part: a unified resource of another vendor, delivered to a webhook instead of stored.
struct DemoDelivery: Sendable {
    let api: DemoAPI
    /// Where the emulated vendors are, and the receiver.
    let sandbox: String
    /// The file in which the receiver writes a line for each arrival.
    let log: String
    let runs: SQLiteRunStore
    let environment: Domain.Environment.ID

    private static let resource = "crm/contacts"

    /// Creates account, webhook, job and run, follows it, prints the receipt; true when what arrived is what the vendor has.
    func run() async throws -> Bool {
        let account = try await api.created(
            "/integrated-account",
            [
                "tenant_id": "demo", "integration_name": "hubspot", "validate": true,
                "context": ["base_url": .string(sandbox), "access_token": "sandbox-access-token"],
            ]
        )
        print("account \(account): a HubSpot account, connected by an access token")
        let webhook = try await api.created("/webhook", ["target_url": .string("\(sandbox)/hooks")])
        print("webhook \(webhook): a receiver that fails at every fourth event")
        let job = try await api.created(
            "/sync-job",
            [
                "integration_name": "hubspot", "label": "demo",
                "resources": [["resource": .string(DemoDelivery.resource), "method": "list"]],
            ]
        )
        print("job     \(job): contacts as every CRM has them, sent to the webhook as they come")
        let run = try await api.created(
            "/sync-job-run",
            [
                "sync_job_id": .string(job), "integrated_account_id": .string(account),
                "webhook_id": .string(webhook),
            ]
        )
        let receipt = try await RunFollower(runs: runs, run: .init(run), environment: environment).follow()
        print("\n\(receipt.text)\n")
        return try await compare() && receipt.run.status.result == .clean
    }

    /// What the receiver got, each event once, beside what the vendor says it has.
    private func compare() async throws -> Bool {
        let source = try await DemoAPI(base: sandbox, token: nil).get("/_sandbox/hubspot/counts")
        let arrivals = try self.arrivals()
        var seen: Set<String> = []
        let events = arrivals.filter { seen.insert($0["id"]?.stringValue ?? "").inserted }
        let records = events.flatMap { $0["payload"]?["records"]?.arrayValue ?? [] }
        let ids = Set(records.compactMap { $0["id"]?.stringValue })
        let wanted = source["contacts"]?.intValue
        let isRight = ids.count == wanted && records.count == wanted
        print("\(arrivals.count) arrivals, \(events.count) events; those that came again are dropped by their ids")
        let row = [
            DemoDelivery.resource, "\(ids.count)", wanted.map(String.init) ?? "?", isRight ? "equal" : "OFF",
        ]
        print(TextTable(header: ["resource", "delivered", "vendor", ""], rows: [row]).text)
        return isRight
    }

    /// The bodies of all that arrived, in order.
    private func arrivals() throws -> [JSONValue] {
        let limits = JSONLimits(maxDepth: 512, maxBytes: 200 << 20)
        let lines = (FileManager.default.contents(atPath: log) ?? Data()).split(separator: UInt8(ascii: "\n"))
        return try lines.map { line in
            let text = try JSONValue(parsing: Array(line), limits: limits)["body"]?.stringValue ?? ""
            return try JSONValue(parsing: Array(text.utf8), limits: limits)
        }
    }
}
