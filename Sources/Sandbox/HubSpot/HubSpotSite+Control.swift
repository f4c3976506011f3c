import JSON

extension HubSpotSite {
    /// How many records each list has, archived ones apart.
    func counts() -> JSONValue {
        var counts = JSONObject()
        for kind in HubSpotKind.allCases {
            let view = records.view(of: kind)
            counts[kind.rawValue] = .number(JSONNumber(view.total - view.archivedCount))
            counts["archived_\(kind.rawValue)"] = .number(JSONNumber(view.archivedCount))
        }
        let archived = (1..<owners.count + 1).count { owners.isArchived($0) }
        counts["owners"] = .number(JSONNumber(owners.count - archived))
        counts["archived_owners"] = .number(JSONNumber(archived))
        return .object(counts)
    }

    /// Changes, archives or adds records as `body` says: `resource` with `ids`, or with `count`.
    ///
    /// `properties` are set in those touched or added; `updated_at` is what those touched say of themselves.
    func change(_ change: ControlPlane.Change, _ body: JSONValue) throws(ControlError) -> JSONValue {
        let name = body["resource"]?.stringValue ?? ""
        guard let kind = HubSpotKind(rawValue: name) else {
            throw ControlError("\"\(name)\" is no resource of the emulated HubSpot.")
        }
        var properties: [String: String?] = [:]
        for (key, value) in body["properties"]?.objectValue ?? [:] { properties[key] = .some(value.stringValue) }
        if change == .add {
            let added = records.add(kind, count: body["count"]?.intValue ?? 1, setting: properties)
            func id(_ index: Int?) -> JSONValue { index.map { .string(String(kind.idBase + $0)) } ?? .null }
            return [
                "added": .number(JSONNumber(added?.count ?? 0)), "first_id": id(added?.lowerBound),
                "last_id": id(added?.upperBound),
            ]
        }
        var updatedAt: Int?
        if let text = body["updated_at"]?.stringValue {
            guard let seconds = UnixTime.seconds(iso: text) else { throw ControlError("\"\(text)\" is no moment.") }
            updatedAt = seconds
        }
        let ids = (body["ids"]?.arrayValue ?? []).compactMap { $0.intValue ?? $0.stringValue.flatMap { Int($0) } }
        let changed = records.touch(
            kind,
            indexes: ids.map { $0 - kind.idBase },
            setting: properties,
            updatedAt: updatedAt,
            archiving: change == .remove
        )
        return [change == .remove ? "removed" : "touched": .number(JSONNumber(changed))]
    }
}
