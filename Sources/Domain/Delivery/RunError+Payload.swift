package import JSON

extension RunError {
    /// The error inside a `record_error` event.
    private var body: JSONValue {
        [
            "statusCode": status.map { .integer($0) } ?? .null, "error": .string(kind), "message": .string(message),
            "truto_is_remote_error": .bool(status != nil), "raw_response": .text(sample.isEmpty ? nil : sample),
            "context": .string(context),
        ]
    }

    /// The payload of an event that tells this error alone.
    package func payload(of run: SyncJobRun, resource: String, method: String) -> JSONObject {
        var payload = run.errorPayloadHead
        payload["resource"] = .string(resource)
        payload["method"] = .string(method)
        payload["name"] = .string(label)
        payload["error"] = body
        return payload
    }

    /// The payload of an event that tells all errors of a run.
    package static func payload(
        of errors: [(error: RunError, resource: String, method: String)],
        in run: SyncJobRun
    ) -> JSONObject {
        var payload = run.errorPayloadHead
        payload["errors"] = .array(
            errors.map { error, resource, method in
                var item = error.body.objectValue ?? JSONObject()
                item["resource"] = .string(resource)
                item["method"] = .string(method)
                item["name"] = .string(error.label)
                return .object(item)
            }
        )
        return payload
    }
}

extension SyncJobRun {
    fileprivate var errorPayloadHead: JSONObject {
        [
            "sync_job_run_id": .string(id.rawValue), "sync_job_id": .string(syncJobID.rawValue),
            "integrated_account_id": .string(accountID.rawValue), "args": .object(args),
        ]
    }
}
