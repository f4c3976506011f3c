/// Writes ticket fields, and the values tickets have in them.
struct TicketFieldGenerator: Sendable {
    /// The types in turn: the field with index 1 has the first.
    private static let types = ["text", "decimal", "checkbox", "integer", "multiselect", "date", "textarea"]

    func write(_ field: RecordShape, to writer: inout RecordWriter) {
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("ticket_fields/")
        writer.number(field.id)
        writer.raw(".json\",\"id\":")
        writer.number(field.id)
        writer.raw(",\"type\":")
        writer.string(TicketFieldGenerator.types[(field.index - 1) % TicketFieldGenerator.types.count])
        for key: StaticString in [",\"title\":\"", ",\"raw_title\":\""] {
            writer.raw(key)
            writer.raw("Größe ")
            writer.number((field.index + 1) / 2)  // titles repeat, as the vendor allows
            writer.raw("\"")
        }
        writer.raw(",\"description\":\"Revision ")
        writer.number(field.revision)
        writer.raw("\",\"position\":")
        writer.number(field.index)
        writer.raw(",\"active\":true,\"required\":false,\"collapsed_for_agents\":false,\"regexp_for_validation\":null")
        writer.raw(",\"visible_in_portal\":true,\"editable_in_portal\":true,\"required_in_portal\":false,\"tag\":null")
        writer.raw(",\"removable\":true,\"key\":null,\"agent_description\":null,\"created_at\":")
        writer.time(field.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(field.updatedAt)
        writer.raw("}")
    }

    /// Appends `{"id":…,"value":…}` of the field with `index`, in one of many variants.
    func writeValue(of index: Int, variant: Int, to writer: inout RecordWriter) {
        writer.raw("{\"id\":")
        writer.number(ZendeskResource.ticketFields.idBase + index)
        writer.raw(",\"value\":")
        if (index + variant) % 4 == 0 {
            writer.raw("null")
        } else {
            writer.raw(TicketFieldGenerator.values[(index - 1) % TicketFieldGenerator.values.count][variant % 2])
        }
        writer.raw("}")
    }

    private static let values: [[StaticString]] = [
        ["\"grün\"", "\"na\\u00efve\""], ["1.0", "12.50"], ["true", "false"], ["9007199254740995", "-1e3"],
        ["[\"s\",\"xl\"]", "[]"], ["\"2026-11-24\"", "\"2024-02-29\""], ["\"two\\nlines\"", "\"\""],
    ]
}
