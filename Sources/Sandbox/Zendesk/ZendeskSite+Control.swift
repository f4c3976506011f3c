import JSON

extension ZendeskSite {
    func counts() -> JSONValue {
        let views = Dictionary(uniqueKeysWithValues: ZendeskResource.allCases.map { ($0, records.view(of: $0)) })
        func count(_ resource: ZendeskResource, _ value: KeyPath<ZendeskView, Int>) -> JSONValue {
            .number(JSONNumber(views[resource]?[keyPath: value] ?? 0))
        }
        var counts = JSONObject(ZendeskResource.allCases.map { ($0.rawValue, count($0, \.liveCount)) })
        let comments = (views[.tickets]?.liveCount ?? 0) * settings.commentsPerTicket
        counts["comments"] = .number(JSONNumber(comments))
        counts["deleted_tickets"] = count(.tickets, \.deletedCount)
        counts["incremental_tickets"] = count(.tickets, \.total)
        counts["incremental_users"] = count(.users, \.total)
        counts["incremental_organizations"] = count(.organizations, \.total)
        return .object(counts)
    }

    /// Changes, deletes or adds records as `body` says: `resource` with `ids` (and `updated_at`), or with `count`.
    func change(_ kind: ControlPlane.Change, _ body: JSONValue) throws(ControlError) -> JSONValue {
        let name = body["resource"]?.stringValue ?? ""
        guard let resource = ZendeskResource(rawValue: name) else {
            throw ControlError("\"\(name)\" is no resource of the sandbox.")
        }
        if kind == .add {
            let added = records.add(resource, count: body["count"]?.intValue ?? 1)
            let ids = added.map { [$0.lowerBound, $0.upperBound] } ?? []
            return [
                "added": .number(JSONNumber(added?.count ?? 0)),
                "first_id": ids.first.map { .number(JSONNumber($0)) } ?? .null,
                "last_id": ids.last.map { .number(JSONNumber($0)) } ?? .null,
            ]
        }
        let ids = (body["ids"]?.arrayValue ?? []).compactMap(\.intValue)
        var updatedAt: Int?
        if let text = body["updated_at"]?.stringValue {
            guard let seconds = UnixTime.seconds(iso: text) else { throw ControlError("\"\(text)\" is no moment.") }
            updatedAt = seconds
        }
        let changed = records.touch(
            resource,
            indexes: ids.map { $0 - resource.idBase },
            updatedAt: updatedAt,
            deleting: kind == .remove
        )
        return [kind == .remove ? "removed" : "touched": .number(JSONNumber(changed))]
    }
}
