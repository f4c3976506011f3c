/// Writes the statuses of tickets: one of each of the vendor's categories, in this order, and one more.
struct CustomStatusGenerator: Sendable {
    static let categories = ["new", "open", "pending", "hold", "solved", "pending"]
    private static let labels = ["New", "Open", "Pending", "On-hold", "Solved", "Wartet auf Lieferung"]

    func write(_ status: RecordShape, to writer: inout RecordWriter) {
        let place = (status.index - 1) % CustomStatusGenerator.categories.count
        let label = CustomStatusGenerator.labels[place]
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("custom_statuses/")
        writer.number(status.id)
        writer.raw(".json\",\"id\":")
        writer.number(status.id)
        writer.raw(",\"status_category\":")
        writer.string(CustomStatusGenerator.categories[place])
        for key: StaticString in [",\"agent_label\":", ",\"raw_agent_label\":", ",\"end_user_label\":"] {
            writer.raw(key)
            writer.string(label)
        }
        writer.raw(",\"description\":\"Revision ")
        writer.number(status.revision)
        writer.raw("\",\"active\":true,\"default\":")
        writer.bool(place < 5)
        writer.raw(",\"created_at\":")
        writer.time(status.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(status.updatedAt)
        writer.raw("}")
    }
}
