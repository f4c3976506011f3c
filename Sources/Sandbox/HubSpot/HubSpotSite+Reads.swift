import JSON

extension HubSpotSite {
    /// A page of a type's records by id, or of its archived ones.
    func list(_ kind: HubSpotKind, _ request: SandboxRequest, _ twist: PageTwist) throws(HubSpotError) -> SandboxAnswer
    {
        let size = try pageSize(request, usual: 10, cap: 100)
        let start = try position(request, base: kind.idBase)
        let view = records.view(of: kind)
        let found = view.indexes(from: start, archived: request.parameter("archived") == "true", limit: size + 1)
        let page = found.prefix(size)
        let writer = try recordWriter(kind, request)
        var after = found.count > size ? found.last.map { String(kind.idBase + $0) } : nil
        if twist == .repeatCursor { after = request.parameter("after") ?? after }
        return results(page.map { view.record($0) }, writer, next: after, request, twist)
    }

    func single(_ kind: HubSpotKind, id: String, _ request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        let isArchived = request.parameter("archived") == "true"
        guard let record = records.view(of: kind).record(id: id), record.isArchived == isArchived else {
            throw .notFound
        }
        return one(record, try recordWriter(kind, request))
    }

    func one(_ record: HubSpotRecord, _ records: HubSpotRecordWriter, status: Int = 200) -> SandboxAnswer {
        var writer = RecordWriter(reserving: 2_048)
        records.write(record, to: &writer)
        return SandboxAnswer(status: status, body: writer.bytes, records: 1)
    }

    func search(_ kind: HubSpotKind, _ request: SandboxRequest, _ twist: PageTwist) throws(HubSpotError)
        -> SandboxAnswer
    {
        let query = try HubSpotSearchQuery(body(of: request), of: kind, cap: settings.hubspotSearchCap)
        let view = records.view(of: kind)
        let found = query.results(in: view)
        let page = found.dropFirst(query.after).prefix(query.limit)
        let end = query.after + page.count
        var after = end < found.count ? String(end) : nil
        if twist == .repeatCursor { after = String(query.after) }
        let writer = HubSpotRecordWriter(kind, properties: query.properties, links: links)
        return results(page.map { view.record($0) }, writer, total: found.count, next: after, request, twist)
    }

    func batch(_ kind: HubSpotKind, _ request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        let body = try body(of: request)
        let ids = (body["inputs"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue ?? $0["id"]?.text }
        guard ids.count <= 100 else { throw .invalid("The maximum number of inputs is 100") }
        let view = records.view(of: kind)
        let isArchived = request.parameter("archived") == "true"
        let found = ids.compactMap { view.record(id: $0) }.filter { $0.isArchived == isArchived }
        let names = (body["properties"]?.arrayValue ?? []).compactMap(\.stringValue)
        let records = HubSpotRecordWriter(kind, properties: names, links: links)
        let missing = ids.filter { id in !found.contains { String($0.id) == id } }
        var errors: [JSONValue] = []
        if !missing.isEmpty {
            errors = [
                [
                    "status": "error", "category": "OBJECT_NOT_FOUND",
                    "message": "Could not get some objects, they may be deleted or not exist.",
                    "context": ["ids": .array(missing.map { .string($0) })],
                ]
            ]
        }
        return batchAnswer(found.count, errors) { writer in
            for (offset, record) in found.enumerated() {
                if offset > 0 { writer.raw(",") }
                records.write(record, to: &writer)
            }
        }
    }

    /// The frame of a batch's answer; with errors its status is 207.
    func batchAnswer(_ count: Int, _ errors: [JSONValue], _ write: (inout RecordWriter) -> Void) -> SandboxAnswer {
        var writer = RecordWriter(reserving: 512 + count * 1_500)
        writer.raw("{\"status\":\"COMPLETE\",\"results\":[")
        write(&writer)
        writer.raw("],\"startedAt\":")
        writer.time(UnixTime.seconds(), fraction: ".000")
        writer.raw(",\"completedAt\":")
        writer.time(UnixTime.seconds(), fraction: ".000")
        if !errors.isEmpty {
            writer.raw(",\"numErrors\":")
            writer.number(errors.count)
            writer.raw(",\"errors\":")
            writer.raw(JSONValue.array(errors).bytes)
        }
        writer.raw("}")
        return SandboxAnswer(status: errors.isEmpty ? 200 : 207, body: writer.bytes, records: count)
    }

    private func results(
        _ page: [HubSpotRecord],
        _ records: HubSpotRecordWriter,
        total: Int? = nil,
        next: String?,
        _ request: SandboxRequest,
        _ twist: PageTwist
    ) -> SandboxAnswer {
        var writer = RecordWriter(reserving: 512 + page.count * 1_800)
        writer.raw("{")
        if let total {
            writer.raw("\"total\":")
            writer.number(total)
            writer.raw(",")
        }
        writer.raw("\"results\":[")
        for (offset, record) in page.enumerated() {
            if offset > 0 { writer.raw(",") }
            records.write(record, to: &writer)
        }
        writer.raw("]")
        writePaging(next, hasLink: total == nil, request, twist, to: &writer)
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: page.count)
    }

    /// Appends `paging`, which the last page doesn't have.
    func writePaging(
        _ next: String?,
        hasLink: Bool,
        _ request: SandboxRequest,
        _ twist: PageTwist,
        to writer: inout RecordWriter
    ) {
        guard let next else { return }
        writer.raw(",\"paging\":{\"next\":{\"after\":")
        writer.string(next)
        if hasLink {
            writer.raw(",\"link\":")
            writer.string(twist.link(request.address(setting: [("after", next)]), from: request.origin))
        }
        writer.raw("}}")
    }

    /// What writes the records that a request's query asks for.
    private func recordWriter(_ kind: HubSpotKind, _ request: SandboxRequest) throws(HubSpotError)
        -> HubSpotRecordWriter
    {
        var targets: [HubSpotKind] = []
        for name in HubSpotSite.names("associations", request) {
            guard let target = HubSpotKind(path: name) else { throw .invalid("\(name) is no object type") }
            targets.append(target)
        }
        return HubSpotRecordWriter(
            kind,
            properties: HubSpotSite.names("properties", request),
            associations: targets,
            links: links
        )
    }

    /// Names separated by commas, in one parameter or in several.
    private static func names(_ parameter: String, _ request: SandboxRequest) -> [String] {
        request.query.filter { $0.name == parameter }.flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    func pageSize(_ request: SandboxRequest, usual: Int, cap: Int) throws(HubSpotError) -> Int {
        guard let text = request.parameter("limit") else { return usual }
        guard let size = Int(text), (1...cap).contains(size) else {
            throw .invalid("Invalid input: limit must be 1 to \(cap)")
        }
        return size
    }

    /// The index that `after` names, which is the id of the page's first record; 1 without.
    func position(_ request: SandboxRequest, base: Int) throws(HubSpotError) -> Int {
        guard let text = request.parameter("after") else { return 1 }
        guard let id = Int(text), id >= 0 else { throw .invalid("Invalid input: after is not a cursor") }
        return max(1, id - base)
    }
}
