import Domain
import JSON

/// A run as the contract shows it, with what we add: result, failure, resumes, what it waits for.
enum RunBody {
    static func object(_ run: SyncJobRun, _ stats: [NodeStats], isDiskFull: Bool) -> JSONObject {
        let waitsOnDisk = isDiskFull && run.status.startedAt != nil && !run.status.isFinal
        return [
            "id": .string(run.id.rawValue), "sync_job_id": .string(run.syncJobID.rawValue),
            "integrated_account_id": .string(run.accountID.rawValue),
            "environment_id": .string(run.environmentID.rawValue), "status": .string(run.status.name.rawValue),
            "result": .text(run.status.result?.rawValue), "failure": failure(run.status.failure),
            "args": .object(run.args), "resources": .array(run.resources),
            "error_handling": .string(run.errorHandling.rawValue), "ignore_previous_run": .bool(run.ignorePreviousRun),
            "version": .integer(run.version), "daemon_id": .null, "daemon_group_key": .string(run.daemonGroupKey),
            "webhook_id": .null, "resource_stats": resourceStats(stats), "resumes": .integer(run.resumes),
            "waiting_on": .text(waitsOnDisk ? "disk" : nil), "created_at": .moment(run.createdAt),
            "updated_at": .moment(run.updatedAt), "started_at": .moment(run.status.startedAt),
            "finished_at": .moment(run.status.finishedAt),
        ]
    }

    static func error(_ error: RunError) -> JSONValue {
        [
            "node": .string(error.label), "context": .string(error.context), "kind": .string(error.kind),
            "message": .string(error.message),
            "sample": .string(error.sample), "at": .moment(error.at),
        ]
    }

    private static func failure(_ failure: FailureReason?) -> JSONValue {
        failure.map { ["kind": .string($0.kind), "message": .string($0.message)] } ?? .null
    }

    /// Node ▸ method ▸ counters; nodes that share both are added up.
    private static func resourceStats(_ stats: [NodeStats]) -> JSONValue {
        var sums: [String: [String: NodeCounters]] = [:]
        for stat in stats {
            sums[stat.label, default: [:]][stat.method, default: NodeCounters()] += stat.counters
        }
        var object = JSONObject()
        for stat in stats where object[stat.label] == nil {
            var methods = JSONObject()
            for (method, counters) in sums[stat.label] ?? [:] { methods[method] = body(counters) }
            object[stat.label] = .object(methods)
        }
        return .object(object)
    }

    private static func body(_ counters: NodeCounters) -> JSONValue {
        [
            "fetched": .integer(counters.fetched), "persisted": .integer(counters.persisted),
            "created": .integer(counters.created), "updated": .integer(counters.updated),
            "unchanged": .integer(counters.unchanged), "deleted": .integer(counters.deleted),
            "errors": .integer(counters.errors), "requests": .integer(counters.requests),
            "pages": .integer(counters.pages), "retries": .integer(counters.retries),
            "wait_ms": .integer(counters.waitMilliseconds), "without_id": .integer(counters.withoutID),
        ]
    }
}
