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
        request.errorHandling = errorHandling(&reader)
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
        if let group = reader.text("daemon_group_key"), group != CreateRun.daemonGroup {
            reader.fail("daemon_group_key", "not supported yet; \"\(CreateRun.daemonGroup)\" is the built-in daemon")
        }
        reader.refuse([
            "webhook_id", "super_query", "force", "events_to_send", "datastore_id", "mutex_key", "state_key",
            "daemon_id",
        ])
        // The published client sends a status and means nothing by it.
        _ = reader.value("status")
        reader.ignore(["environment_id", "id", "started_at", "finished_at", "created_at", "updated_at"])
        return (request, try reader.finish())
    }

    private static func errorHandling(_ reader: inout BodyReader) -> ErrorHandling {
        guard let text = reader.text("error_handling") else { return .ignore }
        if let mode = ErrorHandling(rawValue: text) { return mode }
        let valid = ErrorHandling.allCases.map(\.rawValue).joined(separator: ", ")
        reader.fail(
            "error_handling",
            text == "batch" ? "\"batch\" is not supported yet" : "expected one of \(valid), found \"\(text)\""
        )
        return .ignore
    }
}
