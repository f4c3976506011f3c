extension ZendeskSite {
    /// The plain list of a resource; users can be narrowed to a role.
    func list(of resource: ZendeskResource, _ request: SandboxRequest) throws(ZendeskError) -> RecordList {
        let view = records.view(of: resource)
        let sideLoading = SideLoading(request, records: records)
        let roles = request.query.filter { $0.name == "role" || $0.name == "role[]" }.map(\.value)
        guard resource == .users, !roles.isEmpty else {
            return RecordList(
                key: resource.rawValue,
                name: resource.rawValue,
                last: view.total,
                isMember: { !view.isDeleted($0) },
                count: { view.liveCount },
                write: { sideLoading.write($0, of: view, to: &$1) },
                writeBeside: { members, writer in
                    if resource == .tickets { sideLoading.writeUsers(ofTickets: members, to: &writer) }
                }
            )
        }
        guard roles.allSatisfy({ ["end-user", "agent", "admin"].contains($0) }) else {
            throw .invalidValue("role must be end-user, agent or admin")
        }
        let isMember: @Sendable (Int) -> Bool = { !view.isDeleted($0) && roles.contains(People.role(of: $0)) }
        return RecordList(
            key: resource.rawValue,
            name: resource.rawValue,
            last: view.total,
            isMember: isMember,
            count: { (1..<view.total + 1).count(where: isMember) },
            write: { view.write($0, to: &$1) }
        )
    }

    /// The tickets that were deleted, in the form they have there.
    func deletedTickets() -> RecordList {
        let view = records.view(of: .tickets)
        return RecordList(
            key: "deleted_tickets",
            name: "deleted_tickets",
            last: view.total,
            isMember: { view.isDeleted($0) },
            count: { view.deletedCount },
            write: { index, writer in
                writer.raw("{\"id\":")
                writer.number(index)
                writer.raw(",\"subject\":\"Deleted ticket ")
                writer.number(index)
                writer.raw("\",\"actor\":{\"id\":10001,\"name\":\"Sandbox admin\"},\"deleted_at\":")
                writer.time(view.generatedAt(index) / 1_000)
                writer.raw(",\"previous_state\":\"open\"}")
            }
        )
    }

    func comments(ofTicket id: String, _ request: SandboxRequest) throws(ZendeskError) -> RecordList {
        guard let index = Int(id), records.view(of: .tickets).isLive(index) else { throw .recordNotFound }
        let count = settings.commentsPerTicket
        let sideLoading = SideLoading(request, records: records)
        return RecordList(
            key: "comments",
            name: "comments.\(index)",
            last: count,
            isMember: { _ in true },
            count: { count },
            write: { [records] number, writer in records.writeComment(number, ofTicket: index, to: &writer) },
            writeBeside: { sideLoading.writeUsers(ofComments: $0, ofTicket: index, to: &$1) }
        )
    }

    /// The records with the ids that `ids` names; those that aren't there are left out.
    func many(_ resource: ZendeskResource, _ request: SandboxRequest) throws(ZendeskError) -> SandboxAnswer {
        let view = records.view(of: resource)
        let ids = (request.parameter("ids") ?? "").split(separator: ",").prefix(100).compactMap { Int($0) }
        let found = ids.filter { view.isLive($0 - resource.idBase) }
        var writer = RecordWriter(reserving: 512 + found.count * 2_560)
        writer.raw("{\"")
        writer.raw(Array(resource.rawValue.utf8))
        writer.raw("\":[")
        for (offset, id) in found.enumerated() {
            if offset > 0 { writer.raw(",") }
            view.write(id - resource.idBase, to: &writer)
        }
        writer.raw("],\"next_page\":null,\"previous_page\":null,\"count\":")
        writer.number(found.count)
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: found.count)
    }

    func single(
        _ resource: ZendeskResource,
        id: String,
        including sideLoading: SideLoading? = nil
    ) throws(ZendeskError) -> SandboxAnswer {
        let view = records.view(of: resource)
        guard let id = Int(id), view.isLive(id - resource.idBase) else { throw .recordNotFound }
        var writer = RecordWriter(reserving: 4_096)
        writer.raw("{\"")
        writer.raw(Array(resource.singular.utf8))
        writer.raw("\":")
        let index = id - resource.idBase
        if let sideLoading {
            sideLoading.write(index, of: view, to: &writer)
            if resource == .tickets { sideLoading.writeUsers(ofTickets: [index], to: &writer) }
        } else {
            view.write(index, to: &writer)
        }
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: 1)
    }

    /// How many records the plain list has.
    func countAnswer(_ resource: ZendeskResource) -> SandboxAnswer {
        var writer = RecordWriter(reserving: 96)
        writer.raw("{\"count\":{\"value\":")
        writer.number(records.view(of: resource).liveCount)
        writer.raw(",\"refreshed_at\":")
        writer.time(UnixTime.seconds())
        writer.raw("}}")
        return SandboxAnswer(body: writer.bytes)
    }
}
