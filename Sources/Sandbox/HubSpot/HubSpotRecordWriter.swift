/// Writes records with the properties and associations that were asked for.
struct HubSpotRecordWriter: Sendable {
    private let properties: [HubSpotProperty]
    private let targets: [HubSpotKind]
    private let links: HubSpotAssociations

    /// `names` come besides the default properties; nil or empty for those only, unknown ones are left out.
    init(
        _ kind: HubSpotKind,
        properties names: [String],
        associations targets: [HubSpotKind] = [],
        links: HubSpotAssociations
    ) {
        let asked = Set(names)
        properties = HubSpotProperty.all(of: kind).filter { property in
            names.isEmpty ? property.isDefault : asked.contains(property.name) || property.isAlwaysGiven
        }
        self.targets = targets
        self.links = links
    }

    func write(_ record: HubSpotRecord, to writer: inout RecordWriter) {
        writer.raw("{\"id\":\"")
        writer.number(record.id)
        writer.raw("\",\"properties\":{")
        var isFirst = true
        for property in properties {
            if !isFirst { writer.raw(",") }
            isFirst = false
            writer.string(property.name)
            writer.raw(":")
            record.value(of: property).write(to: &writer)
        }
        writer.raw("},\"createdAt\":")
        writer.time(record.createdAt, fraction: ".000")
        writer.raw(",\"updatedAt\":")
        writer.time(record.updatedAt, fraction: ".000")
        writer.raw(",\"archived\":")
        writer.bool(record.isArchived)
        if record.isArchived {
            writer.raw(",\"archivedAt\":")
            writer.time(record.updatedAt, fraction: ".000")
        }
        writeAssociations(of: record, to: &writer)
        writer.raw(",\"url\":\"https://app.hubspot.example.com/contacts/1/record/")
        writer.raw(Array(record.kind.typeID.utf8))
        writer.raw("/")
        writer.number(record.id)
        writer.raw("\"}")
    }

    /// The vendor leaves out types without any association, and the key when there is none at all.
    private func writeAssociations(of record: HubSpotRecord, to writer: inout RecordWriter) {
        var isFirst = true
        for target in targets {
            let indexes = links.indexes(of: record.index, record.kind, to: target)
            guard !indexes.isEmpty else { continue }
            writer.raw(isFirst ? ",\"associations\":{" : ",")
            isFirst = false
            writer.string(target.rawValue)
            writer.raw(":{\"results\":[")
            let name = "\(record.kind.singular)_to_\(target.singular)"
            let labels = HubSpotAssociations.labels(from: record.kind, to: target)
            for (offset, index) in indexes.enumerated() {
                for (position, label) in labels.enumerated() {
                    if offset + position > 0 { writer.raw(",") }
                    writer.raw("{\"id\":\"")
                    writer.number(target.idBase + index)
                    writer.raw("\",\"type\":")
                    writer.string(label.label == nil && labels.count > 1 ? name + "_unlabeled" : name)
                    writer.raw("}")
                }
            }
            writer.raw("]}")
        }
        if !isFirst { writer.raw("}") }
    }
}

extension HubSpotProperty {
    /// Whether answers have it whatever was asked for.
    fileprivate var isAlwaysGiven: Bool {
        ["createdate", "hs_object_id", "lastmodifieddate", "hs_lastmodifieddate"].contains(name)
    }
}
