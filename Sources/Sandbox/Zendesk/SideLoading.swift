/// What a request's `include` asks for beside the records: `users`, or `metric_sets` within tickets.
struct SideLoading: Sendable {
    private let records: ZendeskRecords
    private let hasUsers: Bool
    private let hasMetrics: Bool

    init(_ request: SandboxRequest, records: ZendeskRecords) {
        self.records = records
        let names = request.query.filter { $0.name == "include" }.flatMap { $0.value.split(separator: ",") }
        hasUsers = names.contains("users")
        hasMetrics = names.contains("metric_sets")
    }

    /// Appends a record with what belongs into it.
    func write(_ index: Int, of view: ZendeskView, to writer: inout RecordWriter) {
        view.write(index, to: &writer)
        guard hasMetrics, view.resource == .tickets, view.isLive(index) else { return }
        writer.reopen()
        writer.raw(",\"metric_set\":")
        records.view(of: .ticketMetrics).write(index, to: &writer)
        writer.raw("}")
    }

    /// Appends `,"users":[…]` with everybody whom these tickets name, when that is asked for.
    func writeUsers(ofTickets indexes: [Int], to writer: inout RecordWriter) {
        write(indexes.flatMap { records.people(ofTicket: $0) }, to: &writer)
    }

    /// Appends `,"users":[…]` with the authors of these comments, when that is asked for.
    func writeUsers(ofComments numbers: [Int], ofTicket index: Int, to writer: inout RecordWriter) {
        write(numbers.map { records.author(ofComment: $0, ofTicket: index) }, to: &writer)
    }

    /// Each once, in the order in which they are named first.
    private func write(_ users: [Int], to writer: inout RecordWriter) {
        guard hasUsers else { return }
        let view = records.view(of: .users)
        var seen: Set<Int> = []
        writer.raw(",\"users\":[")
        for id in users where view.isLive(id - ZendeskResource.users.idBase) && seen.insert(id).inserted {
            if seen.count > 1 { writer.raw(",") }
            view.write(id - ZendeskResource.users.idBase, to: &writer)
        }
        writer.raw("]")
    }
}
