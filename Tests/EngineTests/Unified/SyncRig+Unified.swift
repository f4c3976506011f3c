import JSON
import Support

/// What unified runs left in the store, and what the vendor has, as values to compare.
extension SyncRig {
    /// A stored unified record, and the vendor's own beside it.
    struct UnifiedRecord: Sendable {
        let data: JSONValue
        let remote: JSONValue
    }

    /// The stored records of a resource by their ids, of one account or of all.
    func unified(_ resource: String, of account: String? = nil) async throws -> [String: UnifiedRecord] {
        let owner = account.map { "&integrated_account_id=\($0)" } ?? ""
        let path = "/record?resource=\(resource)&include=remote_data&limit=1000\(owner)&next_cursor="
        var all: [String: UnifiedRecord] = [:]
        var cursor: String? = ""
        while let next = cursor {
            let page = try await server.client.get(path + next).json
            for row in page["result"]?.arrayValue ?? [] {
                guard let id = row["record_id"]?.stringValue else { throw TestFailure("a row without id: \(row.text)") }
                let record = UnifiedRecord(data: row["data"] ?? .null, remote: row["remote_data"] ?? .null)
                guard all.updateValue(record, forKey: id) == nil else { throw TestFailure("\(id) comes twice") }
            }
            cursor = page["next_cursor"]?.stringValue
        }
        return all
    }

    /// Zendesk's own records of a list, by id.
    func zendesk(_ name: String) async throws -> [String: JSONValue] {
        try await RawRecords.vendor(sandbox, "/api/v2/\(name).json", key: name).mapValues { try JSONValue(parsing: $0) }
    }

    /// HubSpot's own records of a list with these properties and associations, by id.
    func hubSpot(
        _ list: String,
        _ properties: [String] = [],
        associations: String = "",
        archived: Bool = false
    ) async throws -> [String: JSONValue] {
        let query = "limit=100&archived=\(archived)&properties=\(properties.joined(separator: ","))"
        let path = "/crm/v3/\(list)?\(query)&associations=\(associations)"
        return try await RawRecords.hubSpot(sandbox, path).mapValues { try JSONValue(parsing: $0) }
    }

    /// Lays `mapping` over the one of a resource, for the account's environment.
    func override(_ resource: String, by mapping: JSONObject) async throws {
        let names = resource.split(separator: "/").map(String.init)
        let override: JSONValue = [names[1]: [integration: .object(mapping)]]
        let reply = try await server.client.post(
            "/environment-unified-model",
            ["unified_model_id": .string(names[0]), "override": override]
        )
        guard reply.status == 200 else { throw TestFailure(reply.json.text) }
    }

    /// How many of the vendor's calls so far have `part` in their target.
    func count(of part: String) async throws -> Int { try await sandbox.targets().count { $0.contains(part) } }
}

extension JSONValue {
    /// The texts at `path`, through arrays; nulls and what isn't there are left out.
    func texts(_ path: String...) -> [String] {
        var values = [self]
        for key in path { values = values.flatMap { $0.arrayValue ?? [$0] }.compactMap { $0[key] } }
        return values.flatMap { $0.arrayValue ?? [$0] }.compactMap { $0.stringValue ?? $0.numberValue?.text }
    }
}
