import JSON
import Support
import Testing

/// HubSpot's records by their unified names, whole lists: what they link to is found in the vendor's other lists.
@Suite struct HubSpotMappingRunTests {
    private static func list(
        _ resource: String,
        _ sandbox: [String] = [],
        query: JSONObject = [:],
        _ body: @escaping @Sendable (SyncRig, JSONValue, [String: SyncRig.UnifiedRecord]) async throws -> Void
    ) async throws {
        try await SyncRig.run(sandbox, integration: "hubspot") { rig in
            let run = try await rig.sync([
                ["resource": .string(resource), "method": "list", "query": .object(query)]
            ])
            #expect(run["result"] == "clean", "\(run.text)")
            try await body(rig, run, try await rig.unified(resource))
        }
    }

    @Test func `contacts have their main company, their owner and their own fields`() async throws {
        let sizes = ["--hubspot-contacts", "250", "--hubspot-companies", "7"]
        try await HubSpotMappingRunTests.list("crm/contacts", sizes) { rig, run, records in
            let custom = ["loyalty_points", "favourite_colour", "newsletter_opt_in", "renewal_date"]
            let vendor = try await rig.hubSpot(
                "objects/contacts",
                ["firstname", "lastname", "hubspot_owner_id", "phone", "mobilephone", "fax"] + custom,
                associations: "companies"
            )
            #expect(Set(records.keys) == Set(vendor.keys))
            var companies: Set<String> = []
            for (id, record) in records {
                let raw = try #require(vendor[id])
                let links = raw["associations"]?["companies"]?["results"]?.arrayValue ?? []
                let company = links.first { $0["type"] == "contact_to_company" }?["id"]
                #expect(record.data["account"]?["id"] == company)
                if let text = company?.stringValue { companies.insert(text) }
                let properties = raw["properties"] ?? .null
                #expect(record.data["owner"].map { $0.texts("id") } ?? [] == properties.texts("hubspot_owner_id"))
                let names = properties.texts("firstname") + properties.texts("lastname")
                #expect(record.data["name"]?.stringValue == names.joined(separator: " "))
                let numbers = ["phone", "mobilephone", "fax"].flatMap { properties.texts($0) }
                #expect(record.data.texts("phone_numbers", "number") == numbers)
                let own = custom.filter { properties[$0]?.stringValue != nil }
                #expect(record.data["custom_fields"]?.objectValue?.keys.sorted() ?? [] == own.sorted())
                for key in own { #expect(record.data["custom_fields"]?[key] == properties[key]) }
                #expect(record.data["created_at"] == properties["createdate"])
                #expect(record.data["updated_at"] == properties["lastmodifieddate"])
            }
            // Ids above what a double holds stay apart.
            #expect(companies.count == 7)
            #expect(run.counter("crm/contacts", "requests") == 4)
        }
    }

    @Test func `opportunities have their stage's name, and are open, won or lost`() async throws {
        try await HubSpotMappingRunTests.list("crm/opportunities") { rig, _, records in
            let properties = ["amount", "dealstage", "closedate", "hubspot_owner_id"]
            let vendor = try await rig.hubSpot("objects/deals", properties, associations: "companies,contacts")
            var stages: [String: JSONValue] = [:]
            for pipeline in try await rig.hubSpot("pipelines/deals").values {
                for stage in pipeline["stages"]?.arrayValue ?? [] { stages[stage["id"]?.stringValue ?? ""] = stage }
            }
            #expect(Set(records.keys) == Set(vendor.keys))
            var seen: Set<String> = []
            for (id, record) in records {
                let raw = try #require(vendor[id]?["properties"])
                let stage = try #require(stages[raw["dealstage"]?.stringValue ?? ""])
                #expect(record.data["stage"] == ["id": stage["id"] ?? .null, "name": stage["label"] ?? .null])
                let isClosed = stage["metadata"]?["isClosed"] == "true"
                let isWon = stage["metadata"]?["probability"] == "1.0"
                let status = isClosed ? isWon ? "won" : "lost" : "open"
                #expect(record.data["status"]?.stringValue == status)
                seen.insert(status)
                #expect(record.data.texts("amount") == raw.texts("amount"))
                #expect(record.data.texts("close_date") == raw.texts("closedate").map { String($0.prefix(10)) })
                #expect(record.data.texts("owner", "id") == raw.texts("hubspot_owner_id"))
                let links = vendor[id]?["associations"]
                let company = links?["companies"]?["results"]?.arrayValue?.first { $0["type"] == "deal_to_company" }
                #expect(record.data["account"]?["id"] == company?["id"])
                let contacts = Set(links?["contacts"]?.texts("results", "id") ?? [])
                #expect(Set(record.data.texts("contact", "id")) == contacts)
            }
            #expect(seen == ["open", "won", "lost"])
        }
    }

    @Test func `accounts have their domain, their address and their number of employees`() async throws {
        try await HubSpotMappingRunTests.list("crm/accounts") { rig, _, records in
            let names = ["domain", "website", "numberofemployees", "address2", "city", "customer_number"]
            let vendor = try await rig.hubSpot("objects/companies", names)
            #expect(Set(records.keys) == Set(vendor.keys))
            for (id, record) in records {
                let raw = try #require(vendor[id]?["properties"])
                #expect(record.data.texts("website") == Array((raw.texts("domain") + raw.texts("website")).prefix(1)))
                #expect(record.data.texts("number_of_employees") == raw.texts("numberofemployees"))
                #expect(record.data.texts("addresses", "street_2") == raw.texts("address2"))
                #expect(record.data.texts("addresses", "city") == raw.texts("city"))
                #expect(record.data["custom_fields"]?.texts("customer_number") ?? [] == raw.texts("customer_number"))
            }
        }
    }

    @Test func `tickets have the names of their stage, their people and their pipeline`() async throws {
        try await HubSpotMappingRunTests.list("ticketing/tickets") { rig, run, records in
            let names = ["hs_pipeline_stage", "hubspot_owner_id", "hs_created_by_user_id", "hubspot_team_id"]
            let vendor = try await rig.hubSpot("objects/tickets", names, associations: "companies,contacts")
            let owners = try await rig.hubSpot("owners")
            func name(_ owner: JSONValue?) -> JSONValue? {
                owner.map { .string(($0.texts("firstName") + $0.texts("lastName")).joined(separator: " ")) }
            }
            let labels = ["1": "New", "2": "Waiting on contact", "3": "Wartet auf uns", "4": "Closed"]
            #expect(Set(records.keys) == Set(vendor.keys))
            for (id, record) in records {
                let raw = try #require(vendor[id]?["properties"])
                let stage = raw["hs_pipeline_stage"]?.stringValue ?? ""
                #expect(record.data["status"]?["id"]?.stringValue == stage)
                #expect(record.data["status"]?["name"] == (stage == "4" ? "closed" : "open"))
                #expect(record.data["status"]?["name_raw"]?.stringValue == labels[stage])
                let owner = raw["hubspot_owner_id"]?.stringValue
                #expect(record.data.texts("assignees", "id") == [owner].compactMap { $0 })
                #expect(record.data["assignees"]?[0]?["name"] == name(owner.flatMap { owners[$0] }))
                let creator = raw["hs_created_by_user_id"]?.stringValue
                let author = owners.values.first { creator != nil && $0["userId"]?.text == creator }
                #expect(record.data["created_by"]?["id"] == author?["id"])
                #expect(record.data["created_by"]?["name"] == name(author))
                #expect(record.data.texts("team", "id") == raw.texts("hubspot_team_id"))
                #expect(record.data["collections"] == [["id": "0", "name": "Support Pipeline", "type": "pipeline"]])
                let links = vendor[id]?["associations"]
                #expect(record.data["contact"]?["id"] == links?["contacts"]?["results"]?[0]?["id"])
                let company = links?["companies"]?["results"]?.arrayValue?.first { $0["type"] == "ticket_to_company" }
                #expect(record.data["account"]?["id"] == company?["id"])
            }
            // Properties, pipelines, owners, and the list itself.
            #expect(run.counter("ticketing/tickets", "requests") == 4)
        }
    }

    @Test(arguments: ["crm/users", "ticketing/users"]) func `users are the owners that are active`(
        _ resource: String
    ) async throws {
        try await HubSpotMappingRunTests.list(resource, ["--hubspot-owners", "23"]) { rig, _, records in
            let owners = try await rig.hubSpot("owners")
            #expect(owners.count == 21)
            #expect(Set(records.keys) == Set(owners.keys))
            #expect(records.values.allSatisfy { $0.data["is_active"] == true })
            for (id, record) in records { #expect(record.remote == owners[id]) }
        }
    }

    @Test func `users who left are a list of their own`() async throws {
        let (sizes, query) = (["--hubspot-owners", "23"], ["is_active": false] as JSONObject)
        try await HubSpotMappingRunTests.list("crm/users", sizes, query: query) { rig, _, records in
            let owners = try await rig.hubSpot("owners", archived: true)
            #expect(Set(records.keys) == Set(owners.keys))
            #expect(records.count == 2)
            #expect(records.values.allSatisfy { $0.data["is_active"] == false })
        }
    }

    @Test func `collections are the pipelines, ticketing's contacts and accounts have all their companies and domains`()
        async throws
    {
        try await SyncRig.run(integration: "hubspot") { rig in
            let run = try await rig.sync([
                ["resource": "ticketing/collections", "method": "list"],
                ["resource": "ticketing/accounts", "method": "list"],
                ["resource": "ticketing/contacts", "method": "list"],
            ])
            #expect(run["result"] == "clean", "\(run.text)")
            let collections = try await rig.unified("ticketing/collections")
            #expect(collections.mapValues { $0.data["name"] } == ["0": "Support Pipeline"])
            let companies = try await rig.hubSpot("objects/companies", ["domain", "hs_additional_domains"])
            let accounts = try await rig.unified("ticketing/accounts")
            #expect(Set(accounts.keys) == Set(companies.keys))
            for (id, account) in accounts {
                let raw = companies[id]?["properties"] ?? .null
                let more = raw["hs_additional_domains"]?.stringValue?.split(separator: ";").map(String.init) ?? []
                #expect(account.data.texts("domains") == raw.texts("domain") + more)
            }
            let people = try await rig.hubSpot("objects/contacts", associations: "companies")
            let contacts = try await rig.unified("ticketing/contacts")
            #expect(Set(contacts.keys) == Set(people.keys))
            for (id, contact) in contacts {
                let links = people[id]?["associations"]?["companies"]?.texts("results", "id") ?? []
                #expect(Set(contact.data.texts("accounts", "id")) == Set(links))
            }
        }
    }

    @Test func `archived records are listed when the vendor is asked for them`() async throws {
        let query: JSONObject = ["remote_query": ["archived": true]]
        let sizes = ["--hubspot-contacts", "300"]
        try await HubSpotMappingRunTests.list("crm/contacts", sizes, query: query) { rig, _, records in
            let archived = try await rig.hubSpot("objects/contacts", archived: true)
            #expect(archived.count == 3)
            #expect(Set(records.keys) == Set(archived.keys))
        }
    }
}
