import JSON
import Support
import Testing

/// The published page's pair: a unified list, and a node below it that is asked once for each of its records.
@Suite struct UnifiedPairTests {
    private static let pair: JSONValue = [
        ["resource": "crm/contacts", "method": "list"],
        [
            "resource": "ticketing/contacts", "method": "get", "id": "{{resources.crm.contacts.id}}",
            "depends_on": "crm/contacts",
        ],
    ]

    @Test(arguments: ["zendesk", "hubspot"]) func `it runs clean, and every record is the vendor's`(
        _ vendor: String
    ) async throws {
        let sizes = ["--users", "130", "--hubspot-contacts", "120", "--hubspot-companies", "7"]
        try await SyncRig.run(sizes, integration: vendor) { rig in
            let run = try await rig.sync(UnifiedPairTests.pair)
            #expect(run["result"] == "clean", "\(run.text)")
            let own = try await UnifiedPairTests.contacts(of: vendor, rig)
            let parents = try await rig.unified("crm/contacts")
            let children = try await rig.unified("ticketing/contacts")
            #expect(Set(parents.keys) == Set(own.keys))
            #expect(Set(children.keys) == Set(own.keys))
            for (id, parent) in parents {
                let child = try #require(children[id])
                #expect(parent.remote["id"] == own[id]?["id"])
                #expect(child.remote["id"] == own[id]?["id"])
                // Two models, two calls of the vendor: they say the same of the person.
                for key in ["name", "first_name", "last_name", "account", "created_at", "updated_at"] {
                    #expect(child.data[key] == parent.data[key], "\(id) \(key)")
                }
                let mails = UnifiedPairTests.mails(of: try #require(own[id]))
                #expect(parent.data.texts("email_addresses", "email") == mails)
                #expect(child.data.texts("emails", "email") == mails)
            }
            #expect(run.counter("ticketing/contacts", "fetched", method: "get") == own.count)
            let part = vendor == "zendesk" ? "/api/v2/users/" : "/crm/objects/2026-03/contacts/"
            #expect(try await rig.count(of: part) == own.count)
        }
    }

    /// The vendor's own contacts by id, as its list has them.
    private static func contacts(of vendor: String, _ rig: SyncRig) async throws -> [String: JSONValue] {
        guard vendor == "hubspot" else {
            return try await rig.zendesk("users").filter { $0.value["role"] == "end-user" }
        }
        return try await rig.hubSpot("objects/contacts", ["email", "work_email", "hs_additional_emails"])
    }

    private static func mails(of record: JSONValue) -> [String] {
        guard let properties = record["properties"] else { return record.texts("email") }
        let more = properties["hs_additional_emails"]?.stringValue?.split(separator: ";").map(String.init) ?? []
        return properties.texts("email") + properties.texts("work_email") + more
    }

    @Test func `tickets and the comments of each by their unified names, below a list of the vendor's own`()
        async throws
    {
        try await SyncRig.run(["--tickets", "12", "--comments-per-ticket", "2"]) { rig in
            let run = try await rig.sync([
                ["resource": "ticketing/tickets", "method": "list", "query": ["status": ["name": "open"]]],
                [
                    "resource": "ticketing/comments", "method": "list", "depends_on": "ticketing/tickets",
                    "query": ["ticket_id": "{{resources.ticketing.tickets.id}}"],
                ],
            ])
            #expect(run["result"] == "clean", "\(run.text)")
            let open = try await rig.zendesk("tickets").filter { ["new", "open"].contains($0.value["status"]) }
            #expect(open.count > 1 && open.count < 12)
            #expect(try await Set(rig.unified("ticketing/tickets").keys) == Set(open.keys))
            let comments = try await rig.unified("ticketing/comments")
            #expect(comments.count == open.count * 2)
            #expect(Set(comments.values.flatMap { $0.data.texts("ticket", "id") }) == Set(open.keys))
        }
    }
}
