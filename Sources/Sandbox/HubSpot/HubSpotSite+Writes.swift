import JSON

extension HubSpotSite {
    func create(_ kind: HubSpotKind, _ request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        let properties = try properties(in: request, kind)
        guard let index = records.add(kind, count: 1, setting: properties)?.lowerBound else { throw .notFound }
        let writer = HubSpotRecordWriter(kind, properties: Array(properties.keys), links: links)
        return one(records.view(of: kind).record(index), writer, status: 201)
    }

    func update(_ kind: HubSpotKind, id: String, _ request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        let properties = try properties(in: request, kind)
        guard let index = Int(id).map({ $0 - kind.idBase }),
            records.touch(kind, indexes: [index], setting: properties) == 1
        else { throw .notFound }
        let writer = HubSpotRecordWriter(kind, properties: Array(properties.keys), links: links)
        return one(records.view(of: kind).record(index), writer)
    }

    /// Archiving what is archived already succeeds.
    func archive(_ kind: HubSpotKind, id: String) throws(HubSpotError) -> SandboxAnswer {
        guard let record = records.view(of: kind).record(id: id) else { throw .notFound }
        _ = records.touch(kind, indexes: [record.index], archiving: true)
        return SandboxAnswer(status: 204, body: [])
    }

    /// The properties to set; an empty text is null.
    private func properties(in request: SandboxRequest, _ kind: HubSpotKind) throws(HubSpotError) -> [String: String?] {
        guard let given = try body(of: request)["properties"]?.objectValue else {
            throw .invalid("Invalid input JSON: properties are missing")
        }
        let known = Set(HubSpotProperty.all(of: kind).map(\.name))
        var properties: [String: String?] = [:]
        for (name, value) in given {
            guard known.contains(name) else { throw .invalid("Property \"\(name)\" does not exist") }
            let text = value.isNull ? nil : value.stringValue ?? value.text
            properties[name] = .some(text?.isEmpty == true ? nil : text)
        }
        return properties
    }
}
