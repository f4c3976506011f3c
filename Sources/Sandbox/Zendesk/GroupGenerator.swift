/// Writes groups.
struct GroupGenerator: Sendable {
    func write(_ group: RecordShape, to writer: inout RecordWriter) {
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("groups/")
        writer.number(group.id)
        writer.raw(".json\",\"id\":")
        writer.number(group.id)
        writer.raw(",\"name\":\"Support ")
        writer.number(group.index)
        writer.raw("\",\"description\":\"")
        if group.revision > 0 {
            writer.raw("Revision ")
            writer.number(group.revision)
        }
        writer.raw("\",\"default\":")
        writer.bool(group.index == 1)
        writer.raw(",\"is_public\":true,\"deleted\":")
        writer.bool(group.isDeleted)
        writer.raw(",\"created_at\":")
        writer.time(group.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(group.updatedAt)
        writer.raw("}")
    }
}
