import Domain
import Engine
import JSON

/// The body of a new run.
enum CreateRunBody {
    static func read(_ object: JSONObject) throws(ValidationError) -> (RunRequest, warnings: [String]) {
        var reader = BodyReader(object)
        var request = RunRequest(
            syncJobID: .init(reader.text("sync_job_id", required: true) ?? ""),
            accountID: .init(reader.text("integrated_account_id", required: true) ?? "")
        )
        request.args = reader.object("args") ?? JSONObject()
        request.resources = reader.array("resources")
        request.errorHandling = reader.word("error_handling") ?? .ignore
        request.ignorePreviousRun = reader.boolean("ignore_previous_run") ?? false
        if let version = reader.integer("version") {
            if !(1...3).contains(version) {
                reader.fail(
                    "version",
                    version == 4 ? "version 4 (typed nodes) is not supported yet" : "expected 1, 2 or 3"
                )
            }
            request.version = version
        }
        request.destination = destination(&reader)
        request.eventsToSend = reader.eventTypes("events_to_send")
        reader.refuse(["super_query", "force", "datastore_id", "mutex_key", "state_key", "daemon_id"])
        // The published client sends a status and means nothing by it.
        _ = reader.value("status")
        reader.ignore(["environment_id", "id", "started_at", "finished_at", "created_at", "updated_at"])
        return (request, try reader.finish())
    }

    /// The webhook or the daemon, never both; the built-in daemon where neither is named.
    private static func destination(_ reader: inout BodyReader) -> RunDestination {
        let group = reader.text("daemon_group_key").flatMap { $0.isEmpty ? nil : $0 }
        let webhook = reader.text("webhook_id").flatMap { $0.isEmpty ? nil : $0 }
        if let group, group != CreateRun.daemonGroup {
            reader.fail("daemon_group_key", "not supported yet; \"\(CreateRun.daemonGroup)\" is the built-in daemon")
        }
        if group != nil, webhook != nil {
            reader.fail("webhook_id", "a run has a webhook_id or a daemon_group_key, not both")
        }
        return webhook.map { .webhook(.init($0)) } ?? .daemon(group: group ?? CreateRun.daemonGroup)
    }
}
