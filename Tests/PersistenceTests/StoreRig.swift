import App
import Crypto
import Domain
import Foundation
import GRDB
import JSON
import Support

@testable import Persistence

/// A migrated database in a folder of its own, with one environment and one account.
struct StoreRig: Sendable {
    static let now = Timestamp(milliseconds: 1_790_000_000_000)

    let folder: TemporaryFolder
    let database: Persistence.Database
    let runs: SQLiteRunStore
    let records: SQLiteRecordStore
    let accounts: SQLiteAccountStore
    let webhooks: SQLiteWebhookStore
    let outbox: SQLiteOutboxStore
    let environment: Domain.Environment.ID
    let account: IntegratedAccount.ID

    init() async throws {
        folder = try TemporaryFolder()
        database = try Persistence.Database(folder: folder.path + "/data")
        _ = try await Migrator(database).migrate(now: StoreRig.now)
        runs = SQLiteRunStore(database)
        records = SQLiteRecordStore(database)
        let box = CredentialBox(key: SymmetricKey(size: .bits256))
        accounts = SQLiteAccountStore(database, box: box)
        webhooks = SQLiteWebhookStore(database, box: box)
        outbox = SQLiteOutboxStore(database, box: box)
        let integrations = SQLiteIntegrationStore(database, ambient: .live)
        try await integrations.register([
            Integration(
                id: .init("integration"),
                name: "vendor",
                category: "test",
                isBeta: false,
                sharing: .allow,
                version: 1,
                createdAt: StoreRig.now,
                updatedAt: StoreRig.now
            )
        ])
        environment = try await SQLiteEnvironmentStore(database, ambient: .live).ensureEnvironment(named: "default").id
        account = .init("account")
        try await insertAccount("account")
    }

    func insertAccount(_ id: String) async throws {
        let installation = try await database.read { db in
            try String.fetchOne(db, sql: "SELECT id FROM environment_integration") ?? ""
        }
        _ = try await accounts.insert(
            IntegratedAccount(
                id: .init(id),
                environmentID: environment,
                environmentIntegrationID: .init(installation),
                integrationName: "vendor",
                tenantID: "acme",
                context: AccountContext(["access_token": "the-secret-token"]),
                status: .active,
                lastError: nil,
                authenticationMethod: "oauth2",
                region: "",
                createdAt: StoreRig.now,
                updatedAt: StoreRig.now
            )
        )
    }

    @discardableResult
    func insertRun(
        _ id: String,
        account: String = "account",
        to destination: RunDestination = .daemon(group: "default")
    ) async throws -> SyncJobRun {
        try await runs.insert(
            .sample(id, account: account, to: destination, in: environment, at: StoreRig.now),
            manifest: nil
        )
    }

    /// A webhook that listens to these events alone; nil for all.
    @discardableResult
    func insertWebhook(_ id: String, types: [EventType]? = nil) async throws -> Webhook {
        try await webhooks.insert(
            Webhook(
                id: .init(id),
                environmentID: environment,
                targetURL: "https://example.com/\(id)",
                isActive: true,
                eventTypes: types,
                secret: WebhookSecret("secret"),
                signatureEncoding: .base64,
                limits: Webhook.Limits(),
                lastError: nil,
                createdAt: StoreRig.now,
                updatedAt: StoreRig.now
            )
        )
    }

    /// A claimed run with one open item that delivers to a webhook which listens to nothing else.
    func delivering(_ id: String = "run", to webhook: String = "hook") async throws -> RunClaim {
        try await insertWebhook(webhook, types: [.accountUpdated])
        try await insertRun(id, to: .webhook(.init(webhook)))
        guard let claim = try await claim("token-\(id)") else { throw TestFailure("no claim") }
        try await runs.begin(claim, nodes: [StoreRig.node(0)], items: [StoreRig.item(0)])
        return claim
    }

    /// A record event without a real payload.
    func event(_ id: String, type: EventType = .record, at now: Timestamp = StoreRig.now) -> Event {
        EventEnvelope(id: .init(id), type: type, environmentID: environment, tenantID: "acme", createdAt: now)
            .event(["id": .string(id)])
    }

    /// Has SQLite refuse every write that `when` describes (`BEFORE INSERT ON record WHEN new.record_id = 'c'`).
    func poison(_ when: String) async throws {
        try await database.write { db in
            try db.execute(sql: "CREATE TRIGGER poison \(when) BEGIN SELECT raise(ABORT, 'poison'); END")
        }
    }

    /// Takes that back.
    func heal() async throws { try await database.write { db in try db.execute(sql: "DROP TRIGGER poison") } }

    func claim(_ token: String, at now: Timestamp = StoreRig.now) async throws -> RunClaim? {
        try await runs.claim(token: token, now: now, lease: .seconds(60))
    }

    static func node(
        _ number: Int,
        parent: Int? = nil,
        isAfter: Bool = false,
        depth: Int = 0
    ) -> PlannedNodeRow {
        PlannedNodeRow(
            node: number,
            label: "node\(number)",
            resource: "things",
            method: "list",
            definition: "node \(number)",
            parent: parent,
            runsAfterParent: isAfter,
            depth: depth,
            firstItem: .call
        )
    }

    static func item(_ node: Int, depth: Int = 0) -> NewWorkItem {
        NewWorkItem(node: node, depth: depth, kind: .call, context: "{}")
    }

    /// A run that is claimed and has one open item of its one node.
    func started(_ id: String = "run", nodes: [PlannedNodeRow] = [StoreRig.node(0)]) async throws -> RunClaim {
        try await insertRun(id)
        guard let claim = try await claim("token-\(id)") else { throw TestFailure("no claim") }
        try await runs.begin(claim, nodes: nodes, items: [StoreRig.item(0)])
        return claim
    }

    func items(_ claim: RunClaim) async throws -> [WorkItem] { try await runs.openItems(of: claim.run.id, limit: 100) }

    /// A page of records `{"id":…,"v":version}` that moves `item` on.
    static func page(
        _ ids: [String],
        version: Int = 1,
        item: WorkItem,
        progress: PageCommit.Progress = .done
    ) -> PageCommit {
        var commit = PageCommit(item: item.id, node: item.node, progress: progress, at: now)
        var bytes: [UInt8] = []
        var rows: [RecordBatch.Row] = []
        for id in ids {
            let start = bytes.count
            bytes += Array("{\"id\":\"\(id)\",\"v\":\(version)}".utf8)
            let range = start..<bytes.count
            rows.append(RecordBatch.Row(id: id, range: range, hash: Array(SHA256.hash(data: bytes[range]))))
        }
        commit.records = RecordBatch(resource: "things", bytes: bytes, rows: rows)
        commit.counters.fetched = ids.count
        commit.counters.persisted = ids.count
        commit.counters.pages = 1
        return commit
    }

    /// Every row of the tables that a run writes, for comparing before and after.
    func contents() async throws -> [String] {
        try await database.read { db in
            var all: [String] = []
            let tables = [
                "run", "run_node", "work_item", "run_error", "record_set", "record", "event", "delivery",
            ]
            for table in tables {
                all += try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\(table) \($0)" }
            }
            return all
        }
    }

    func integer(_ sql: String) async throws -> Int {
        try await database.read { db in try Int.fetchOne(db, sql: sql) ?? -1 }
    }
}
