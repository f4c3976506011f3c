import Domain
import Engine
import JSON

/// A sync job as it goes over the wire, both ways.
enum SyncJobBody {
    static func object(_ job: SyncJob) -> JSONObject {
        [
            "id": .string(job.id.rawValue), "integration_name": .string(job.integrationName),
            "label": .string(job.label), "args_schema": job.argsSchema ?? .null,
            "args_validation": .text(job.argsValidation),
            "resources": .array(job.resources.map(withoutNulls)),
            "default_runtime_version": .integer(job.defaultRuntimeVersion), "mutex_key": .null, "state_key": .null,
            "environment_id": .string(job.environmentID.rawValue), "created_at": .moment(job.createdAt),
            "updated_at": .moment(job.updatedAt),
        ]
    }

    /// A node's unset keys are absent, not null; what is inside them stays.
    private static func withoutNulls(_ node: JSONValue) -> JSONValue {
        guard let object = node.objectValue else { return node }
        return .object(JSONObject(object.filter { !$0.value.isNull }.map { ($0.key, $0.value) }))
    }

    /// What a body of create or update changes, and what is worth saying about it.
    static func read(_ object: JSONObject) throws(ValidationError) -> (SyncJobChanges, warnings: [String]) {
        var reader = BodyReader(object)
        var changes = SyncJobChanges()
        changes.integrationName = reader.text("integration_name")
        if object["integration_name"]?.isNull == true { reader.fail("integration_name", "can't be null") }
        changes.label = reader.has("label") ? reader.text("label") ?? "Untitled" : nil
        if reader.has("args_schema") { changes.argsSchema = object["args_schema"] }
        if reader.has("args_validation") {
            changes.argsValidation = .some(reader.text("args_validation").flatMap { $0.isEmpty ? nil : $0 })
        }
        changes.resources = reader.array("resources")
        if reader.has("resources"), object["resources"]?.isNull == true { changes.resources = [] }
        if let version = reader.integer("default_runtime_version") {
            if version == 4 { reader.fail("default_runtime_version", "version 4 (typed nodes) is not supported yet") }
            if !(1...4).contains(version) { reader.fail("default_runtime_version", "expected 1, 2, 3 or 4") }
            changes.defaultRuntimeVersion = version
        }
        reader.refuse(["mutex_key", "state_key"])
        reader.ignore(["id", "environment_id", "created_at", "updated_at"])
        return (changes, try reader.finish())
    }
}
