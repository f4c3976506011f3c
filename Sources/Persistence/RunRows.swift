import Domain
import GRDB
import JSON

extension SyncJobRun {
    init(_ row: Row) throws {
        let schema: String? = row["args_schema"]
        let events: String? = row["events_to_send"]
        self.init(
            id: .init(row["id"] as String),
            environmentID: .init(row["environment_id"] as String),
            syncJobID: .init(row["sync_job_id"] as String),
            accountID: .init(row["account_id"] as String),
            integrationName: row["integration_name"],
            args: try StoredJSON.object(row["args"]),
            argsSchema: try schema.map(StoredJSON.value),
            resources: try StoredJSON.array(row["resources"]),
            errorHandling: ErrorHandling(rawValue: row["error_handling"]) ?? .ignore,
            ignorePreviousRun: row["ignore_previous_run"],
            destination: RunDestination(row),
            eventsToSend: try events.map(EventType.list),
            version: row["version"],
            status: RunStatus(row),
            resumes: row["resumes"],
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

extension RunDestination {
    init(_ row: Row) {
        let webhook: String? = row["webhook_id"]
        self = webhook.map { .webhook(.init($0)) } ?? .daemon(group: row["daemon_group_key"])
    }
}

extension RunStatus {
    init(_ row: Row) {
        let started = row.optionalMoment("started_at")
        let finished = row.optionalMoment("finished_at") ?? .epoch
        switch Name(rawValue: row["status"]) ?? .created {
        case .created: self = .created
        case .running: self = .running(since: started ?? .epoch)
        case .rateLimited: self = .rateLimited(since: started ?? .epoch)
        case .completed:
            let result = RunResult(rawValue: row["result"] as String? ?? "") ?? .partial
            self = .completed(since: started ?? .epoch, at: finished, result: result)
        case .failed:
            let reason = FailureReason(
                kind: row["failure_kind"] as String? ?? "unknown",
                message: row["failure_message"] as String? ?? ""
            )
            self = .failed(since: started, at: finished, reason: reason)
        case .stopped: self = .stopped(since: started, at: finished)
        }
    }
}

extension NodeStats {
    init(_ row: Row) {
        var counters = NodeCounters()
        counters.fetched = row["fetched"]
        counters.persisted = row["persisted"]
        counters.created = row["created"]
        counters.updated = row["updated"]
        counters.unchanged = row["unchanged"]
        counters.deleted = row["deleted"]
        counters.errors = row["errors"]
        counters.requests = row["requests"]
        counters.pages = row["pages"]
        counters.retries = row["retries"]
        counters.waitMilliseconds = row["wait_ms"]
        counters.withoutID = row["without_id"]
        self.init(
            node: row["node"],
            label: row["label"],
            resource: row["resource"],
            method: row["method"],
            counters: counters
        )
    }
}

extension RunError {
    init(_ row: Row) {
        self.init(
            node: row["node"],
            label: row["label"],
            context: row["context"],
            kind: row["kind"],
            message: row["message"],
            sample: row["sample"],
            status: row["status"],
            at: row.moment("at")
        )
    }
}

extension WorkItem {
    init(_ row: Row) {
        let cursor: String? = row["cursor"]
        self.init(
            id: row["id"],
            node: row["node"],
            depth: row["depth"],
            kind: Kind(rawValue: row["kind"]) ?? .call,
            context: row["context"],
            cursor: cursor.map { Cursor($0) },
            loopIndex: row["loop_index"],
            wasSent: row["was_sent"],
            restarts: row["restarts"]
        )
    }
}
