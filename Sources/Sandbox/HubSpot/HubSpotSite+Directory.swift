import JSON

extension HubSpotSite {
    func ownerList(_ request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        let size = try pageSize(request, usual: 100, cap: 500)
        let start = try position(request, base: HubSpotOwners.idBase)
        let isArchived = request.parameter("archived") == "true"
        let email = request.parameter("email")
        let found = Array(
            (start..<max(start, owners.count + 1)).lazy.filter { [owners] in
                owners.isArchived($0) == isArchived && (email == nil || owners.email($0) == email)
            }.prefix(size + 1)
        )
        var writer = RecordWriter(reserving: 512 + found.count * 400)
        writer.raw("{\"results\":[")
        for (offset, index) in found.prefix(size).enumerated() {
            if offset > 0 { writer.raw(",") }
            owners.write(index, to: &writer)
        }
        writer.raw("]")
        let next = found.count > size ? found.last.map { String(HubSpotOwners.idBase + $0) } : nil
        writePaging(next, hasLink: true, request, .none, to: &writer)
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: min(size, found.count))
    }

    func owner(id: String) throws(HubSpotError) -> SandboxAnswer {
        guard let id = Int(id), (1...max(1, owners.count)).contains(id - HubSpotOwners.idBase) else { throw .notFound }
        var writer = RecordWriter(reserving: 512)
        owners.write(id - HubSpotOwners.idBase, to: &writer)
        return SandboxAnswer(body: writer.bytes, records: 1)
    }

    /// The links of many records at once; those without any are errors, as with the vendor.
    func associations(
        from kind: HubSpotKind,
        to target: HubSpotKind,
        _ request: SandboxRequest
    ) throws(HubSpotError) -> SandboxAnswer {
        let ids = (try body(of: request)["inputs"]?.arrayValue ?? []).compactMap {
            $0["id"]?.stringValue ?? $0["id"]?.text
        }
        guard ids.count <= 1_000 else { throw .invalid("The maximum number of inputs is 1000") }
        let view = records.view(of: kind)
        let links = links
        var rows: [(id: String, targets: [Int])] = []
        var errors: [JSONValue] = []
        for id in ids {
            let record = view.record(id: id)
            let found = record.map { links.indexes(of: $0.index, kind, to: target) } ?? []
            guard found.isEmpty else {
                rows.append((id, found))
                continue
            }
            errors.append([
                "status": "error", "category": "OBJECT_NOT_FOUND",
                "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
                "message": .string("No \(target.singular) is associated with \(kind.singular) \(id)."),
                "context": ["fromObjectId": [.string(id)]],
            ])
        }
        let labels = HubSpotAssociations.labels(from: kind, to: target)
        return batchAnswer(rows.count, errors) { writer in
            for (offset, row) in rows.enumerated() {
                if offset > 0 { writer.raw(",") }
                writer.raw("{\"from\":{\"id\":")
                writer.string(row.id)
                writer.raw("},\"to\":[")
                for (position, index) in row.targets.enumerated() {
                    if position > 0 { writer.raw(",") }
                    writer.raw("{\"toObjectId\":")
                    writer.number(target.idBase + index)
                    writer.raw(",\"associationTypes\":[")
                    for (place, label) in labels.enumerated() {
                        if place > 0 { writer.raw(",") }
                        writer.raw("{\"category\":\"HUBSPOT_DEFINED\",\"typeId\":")
                        writer.number(label.typeID)
                        writer.raw(",\"label\":")
                        writer.string(label.label)
                        writer.raw("}")
                    }
                    writer.raw("]}")
                }
                writer.raw("]}")
            }
        }
    }
}
