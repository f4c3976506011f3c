import Domain
import Engine
import JSON

/// The body of `POST /unified/{model}/{resource}/preview`.
struct PreviewBody {
    let subject: PreviewMapping.Subject
    let override: JSONObject
    let input: PreviewMapping.Input
    let warnings: [String]

    /// Reads `{integrated_account_id | integration_name, record | records, override?, …}`.
    init(_ object: JSONObject) throws(ValidationError) {
        var reader = BodyReader(object)
        let account = reader.text("integrated_account_id")
        let integration = reader.text("integration_name")
        switch (account, integration) {
        case (let account?, nil): subject = .account(.init(account))
        case (_, let integration): subject = .integration(integration ?? "")
        }
        if account != nil, integration != nil {
            reader.fail("integration_name", "give integrated_account_id or integration_name, not both")
        } else if account == nil, integration == nil {
            reader.fail("integrated_account_id", "required, or integration_name")
        }
        override = reader.object("override") ?? JSONObject()
        input = PreviewBody.input(&reader)
        warnings = try reader.finish()
    }

    private static func input(_ reader: inout BodyReader) -> PreviewMapping.Input {
        let record = reader.value("record")
        let records = reader.array("records")
        if record != nil, records != nil { reader.fail("records", "give record or records, not both") }
        if record == nil, records == nil { reader.fail("record", "required, or records") }
        if let record, record.objectValue == nil {
            reader.fail("record", "expected an object, found \(record.kindName)")
        }
        for (index, record) in (records ?? []).enumerated() where record.objectValue == nil {
            reader.fail("records.\(index)", "expected an object, found \(record.kindName)")
        }
        var input = PreviewMapping.Input(records: record.map { [$0] } ?? records ?? [])
        input.lookups = reader.object("lookups") ?? JSONObject()
        input.query = reader.object("query") ?? JSONObject()
        input.context = reader.object("context") ?? JSONObject()
        let method: Method? = reader.word("method")
        input.method = method?.rawValue ?? input.method
        return input
    }

    /// What a mapping may ask which call it is made for.
    private enum Method: String, CaseIterable { case list, get, create, update }
}
