package import JSON

extension SyncJobRun {
    /// The run as the contract shows it, in answers and in events, with what we add: result, failure, resumes.
    ///
    /// `waitingOn` is what keeps it from going on (`disk`, `webhook`); nil when nothing does.
    package func payload(_ stats: [NodeStats], waitingOn: String? = nil) -> JSONObject {
        [
            "id": .string(id.rawValue), "sync_job_id": .string(syncJobID.rawValue),
            "integrated_account_id": .string(accountID.rawValue), "environment_id": .string(environmentID.rawValue),
            "status": .string(status.name.rawValue), "result": .text(status.result?.rawValue),
            "failure": status.failure.map { ["kind": .string($0.kind), "message": .string($0.message)] } ?? .null,
            "args": .object(args), "resources": .array(resources), "error_handling": .string(errorHandling.rawValue),
            "ignore_previous_run": .bool(ignorePreviousRun), "version": .integer(version), "daemon_id": .null,
            "daemon_group_key": .text(destination.daemonGroup), "webhook_id": .text(destination.webhookID?.rawValue),
            "events_to_send": eventsToSend.map { .array($0.map { .string($0.rawValue) }) } ?? .null,
            "resource_stats": NodeStats.payload(stats), "resumes": .integer(resumes), "waiting_on": .text(waitingOn),
            "created_at": .moment(createdAt), "updated_at": .moment(updatedAt),
            "started_at": .moment(status.startedAt), "finished_at": .moment(status.finishedAt),
        ]
    }
}

extension NodeStats {
    /// Node ▸ method ▸ counters; nodes that share both are added up.
    static func payload(_ stats: [NodeStats]) -> JSONValue {
        var sums: [String: [String: NodeCounters]] = [:]
        for stat in stats {
            sums[stat.label, default: [:]][stat.method, default: NodeCounters()] += stat.counters
        }
        var object = JSONObject()
        for stat in stats where object[stat.label] == nil {
            var methods = JSONObject()
            for (method, counters) in sums[stat.label] ?? [:] { methods[method] = counters.payload }
            object[stat.label] = .object(methods)
        }
        return .object(object)
    }
}

extension NodeCounters {
    fileprivate var payload: JSONValue {
        [
            "fetched": .integer(fetched), "persisted": .integer(persisted), "created": .integer(created),
            "updated": .integer(updated), "unchanged": .integer(unchanged), "deleted": .integer(deleted),
            "errors": .integer(errors), "requests": .integer(requests), "pages": .integer(pages),
            "retries": .integer(retries), "wait_ms": .integer(waitMilliseconds), "without_id": .integer(withoutID),
        ]
    }
}
