import Domain
import Engine
import JSON

/// The body of `POST /jsonata/evaluate`.
struct EvaluateBody {
    let expression: String
    let input: EvaluateExpression.Input
    let bindings: [String: JSONValue]
    let warnings: [String]

    /// Reads `{expression, input?, record?, bindings?}`; a record is named by account, resource and id.
    init(_ object: JSONObject) throws(ValidationError) {
        var reader = BodyReader(object)
        let expression = reader.text("expression", required: true)
        let value = object["input"]
        let hasInput = reader.has("input")
        bindings = Dictionary(uniqueKeysWithValues: (reader.object("bindings") ?? [:]).map { ($0.key, $0.value) })
        if let record = reader.object("record") {
            if hasInput { reader.fail("record", "give input or record, not both") }
            var query = RecordQuery()
            query.limit = 1
            query.deleted = .any
            var ids: [String: String] = [:]
            for key in ["integrated_account_id", "resource", "record_id"] {
                ids[key] = record[key]?.stringValue ?? record[key]?.numberValue?.text
                if ids[key] == nil { reader.fail("record.\(key)", "required") }
            }
            query.accountIDs = ids["integrated_account_id"].map { [IntegratedAccount.ID($0)] }
            query.resources = ids["resource"].map { [$0] }
            query.recordIDs = ids["record_id"].map { [$0] }
            input = .record(query)
        } else {
            input = .value(value)
        }
        warnings = try reader.finish()
        self.expression = expression ?? ""
    }
}
