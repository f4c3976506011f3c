/// Writes the metrics of tickets; they depend on the ticket's index only.
struct TicketMetricGenerator: Sendable {
    func write(_ metric: RecordShape, to writer: inout RecordWriter) {
        let isSolved = metric.index % 3 == 0
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("ticket_metrics/")
        writer.number(metric.id)
        writer.raw(".json\",\"id\":")
        writer.number(metric.id)
        writer.raw(",\"ticket_id\":")
        writer.number(metric.index)
        writer.raw(",\"group_stations\":1,\"assignee_stations\":1,\"reopens\":")
        writer.number(metric.index % 4)
        writer.raw(",\"replies\":")
        writer.number(metric.index % 7)
        writer.raw(",\"assignee_updated_at\":null,\"requester_updated_at\":")
        writer.time(metric.createdAt + 60)
        writer.raw(",\"status_updated_at\":")
        writer.time(metric.updatedAt)
        writer.raw(",\"initially_assigned_at\":")
        writer.time(metric.createdAt + 30)
        writer.raw(",\"assigned_at\":")
        writer.time(metric.createdAt + 30)
        writer.raw(",\"solved_at\":")
        if isSolved { writer.time(metric.updatedAt) } else { writer.raw("null") }
        writer.raw(",\"latest_comment_added_at\":")
        writer.time(metric.updatedAt)
        for key: StaticString in [",\"reply_time_in_minutes\":", ",\"first_resolution_time_in_minutes\":"] {
            writer.raw(key)
            writer.raw("{\"calendar\":")
            writer.number(isSolved ? metric.index % 500 : nil)
            writer.raw(",\"business\":null}")
        }
        writer.raw(",\"created_at\":")
        writer.time(metric.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(metric.updatedAt)
        writer.raw("}")
    }
}
