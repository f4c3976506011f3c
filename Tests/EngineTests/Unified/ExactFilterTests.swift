import JSON
import Support
import Testing

/// Filters of a sync's node give exactly the records that they describe, whatever the vendor makes of them.
///
/// What is expected is told by the vendor's own records: each case says which of them belong.
@Suite struct ExactFilterTests {
    struct Case: Sendable {
        let query: JSONObject
        let belongs: @Sendable (JSONValue) -> Bool

        init(_ query: JSONObject, _ belongs: @escaping @Sendable (JSONValue) -> Bool) {
            self.query = query
            self.belongs = belongs
        }
    }

    /// Runs each query by an account of its own and compares what it stored with `vendor`.
    ///
    /// A case that everything or nothing belongs to would show nothing.
    private static func check(
        _ cases: [Case],
        of resource: String,
        _ vendor: [String: JSONValue],
        _ rig: SyncRig
    ) async throws {
        for item in cases {
            let account = try await rig.server.account(rig.sandbox.tokenContext, integration: rig.integration)
            let node: JSONValue = ["resource": .string(resource), "method": "list", "query": .object(item.query)]
            let job = try await rig.server.job([node], integration: rig.integration)
            let run = try await rig.server.run(job: job, account: account)
            let query = JSONValue.object(item.query).text
            #expect(run["result"] == "clean", "\(query): \(run.text)")
            let expected = Set(vendor.filter { item.belongs($0.value) }.keys)
            #expect(!expected.isEmpty && expected.count < vendor.count, "\(query)")
            let stored = try await Set(rig.unified(resource, of: account).keys)
            #expect(stored == expected, "\(query)")
            #expect(run.counter(resource, "fetched") == expected.count, "\(query)")
        }
    }

    /// The value in the middle of all that there are.
    private static func median(_ values: some Sequence<JSONValue?>) throws -> String {
        let texts = values.compactMap { $0?.stringValue }.sorted()
        return try #require(texts.isEmpty ? nil : texts[texts.count / 2])
    }

    /// Conditions at the bound itself, which is the value of some record.
    private static func bounds(
        _ field: String,
        _ bound: String,
        _ value: @escaping @Sendable (JSONValue) -> String
    ) -> [Case] {
        [
            Case([field: ["gt": .string(bound)]]) { value($0) > bound },
            Case([field: ["gte": .string(bound)]]) { value($0) >= bound },
            Case([field: ["lt": .string(bound)]]) { value($0) < bound },
            Case([field: ["lte": .string(bound)]]) { value($0) <= bound },
            Case(["\(field)[eq]": .string(bound)]) { value($0) == bound },
            Case([field: ["gte": .string(bound), "lte": .string(bound)]]) { value($0) == bound },
        ]
    }

    @Test func `zendesk's contacts`() async throws {
        try await SyncRig.run(["--users", "60", "--organizations", "4"]) { rig in
            let vendor = try await rig.zendesk("users").filter { $0.value["role"] == "end-user" }
            let some = try #require(vendor["10017"])
            let (name, mail) = (some["name"] ?? .null, some["email"] ?? .null)
            let organization = try #require(some["organization_id"]?.text)
            @Sendable func organizationOf(_ user: JSONValue) -> String? { user["organization_id"]?.text }
            var cases = [
                Case(["name": name]) { $0["name"] == name },
                Case(["name": ["in": [name, "Nobody, At All"]]]) { $0["name"] == name },
                Case(["name": ["ne": name]]) { $0["name"] != name },
                Case(["name": ["like": "%ö%"]]) { $0["name"]?.stringValue?.contains("ö") == true },
                Case(["name": ["like": "ada%"]]) { _ in false },
                Case(["name": ["ilike": "b_örn %"]]) { _ in false },
                Case(["first_name[ilike]": "BJÖRN"]) { $0["name"]?.stringValue?.hasPrefix("Björn ") == true },
                Case(["email_addresses.email": mail]) { $0["email"] == mail },
                Case(["email_addresses": ["email": ["in": "user10005@example.com,user10017@example.com"]]]) {
                    ["user10005@example.com", "user10017@example.com"].contains($0["email"])
                },
                Case(["account[id]": .string(organization)]) { organizationOf($0) == organization },
                Case(["account": ["id": ["in": ["20001", "20003"]]]]) {
                    ["20001", "20003"].contains(organizationOf($0))
                },
                Case(["account.id[nin]": "20001,20003"]) { !["20001", "20003"].contains(organizationOf($0)) },
                Case(["account[id]": 20_002, "name[like]": "%n%"]) {
                    organizationOf($0) == "20002" && $0["name"]?.stringValue?.contains("n") == true
                },
            ]
            cases.removeAll { item in !vendor.values.contains(where: item.belongs) }
            #expect(cases.count == 11)
            for field in ["created_at", "updated_at"] {
                let moment = try ExactFilterTests.median(vendor.values.map { $0[field] })
                cases += ExactFilterTests.bounds(field, moment) { $0[field]?.stringValue ?? "" }
            }
            try await ExactFilterTests.check(cases, of: "crm/contacts", vendor, rig)
        }
    }

    @Test func `zendesk's tickets`() async throws {
        try await SyncRig.run(["--tickets", "90", "--ticket-bytes", "1500"]) { rig in
            let vendor = try await rig.zendesk("tickets")
            let due = try ExactFilterTests.median(vendor.values.map { $0["due_at"] })
            let created = try ExactFilterTests.median(vendor.values.map { $0["created_at"] })
            let cases = [
                Case(["status[name]": "pending"]) { ["pending", "hold"].contains($0["status"]) },
                Case(["status": ["name": ["in": "open,closed"]]]) {
                    ["new", "open", "closed"].contains($0["status"])
                },
                Case(["priority.id": "urgent"]) { $0["priority"] == "urgent" },
                Case(["ticket_type[name][ne]": "task"]) { $0["type"] != "task" },
                Case(["tags": "vip"]) { $0.texts("tags").contains("vip") },
                Case(["tags[in]": ["beta", "größe_xl"]]) {
                    !Set($0.texts("tags")).isDisjoint(with: ["beta", "größe_xl"])
                },
                Case(["tags[nin]": "beta,vip"]) { Set($0.texts("tags")).isDisjoint(with: ["beta", "vip"]) },
                Case(["assignees[id]": "10002"]) { $0["assignee_id"]?.text == "10002" },
                Case(["created_by[type]": "user"]) { ticket in
                    // The first user is the admin, then one in ten is an agent.
                    let user = (ticket["submitter_id"]?.intValue ?? 0) - 10_000
                    return user == 1 || user % 10 == 2
                },
                Case(["created_at": ["gt": .string(created)]]) { $0["created_at"]?.stringValue ?? "" > created },
                Case(["due_date[lt]": .string(due)]) { ($0["due_at"]?.stringValue).map { $0 < due } ?? false },
            ]
            try await ExactFilterTests.check(cases, of: "ticketing/tickets", vendor, rig)
        }
    }

    @Test func `hubspot's contacts`() async throws {
        try await SyncRig.run(["--hubspot-contacts", "80", "--hubspot-companies", "5"], integration: "hubspot") { rig in
            let names = ["firstname", "jobtitle", "hubspot_owner_id", "email", "city", "lastmodifieddate"]
            let vendor = try await rig.hubSpot("objects/contacts", names, associations: "companies")
            @Sendable func text(_ contact: JSONValue, _ property: String) -> String? {
                contact["properties"]?[property]?.stringValue
            }
            @Sendable func company(_ contact: JSONValue) -> String? {
                contact["associations"]?.texts("companies", "results", "id").first
            }
            let big = String(9_007_199_254_740_993)
            var cases = [
                Case(["first_name": "Björn"]) { text($0, "firstname") == "Björn" },
                Case(["title": ["ilike": "%sales%"]]) { text($0, "jobtitle")?.contains("Sales") == true },
                Case(["title": ["ne": "Buyer"]]) { text($0, "jobtitle") != "Buyer" },
                Case(["title": ["in": ["VP \"Growth\"", "経理"]]]) {
                    ["VP \"Growth\"", "経理"].contains(text($0, "jobtitle"))
                },
                Case(["owner": ["id": "41000003"]]) { text($0, "hubspot_owner_id") == "41000003" },
                Case(["owner[id][in]": "41000003,41000004"]) {
                    ["41000003", "41000004"].contains(text($0, "hubspot_owner_id"))
                },
                Case(["account[id]": .string(big)]) { company($0) == big },
                Case(["addresses[city]": "大阪"]) { text($0, "city") == "大阪" },
                Case(["email_addresses.email": "contact7@example.com"]) {
                    text($0, "email") == "contact7@example.com"
                },
                Case(["email_addresses.email[like]": "contact_@%"]) { text($0, "email")?.count == 20 },
            ]
            for (field, property) in [("created_at", "createdate"), ("updated_at", "lastmodifieddate")] {
                let moment = try ExactFilterTests.median(vendor.values.map { $0["properties"]?[property] })
                cases += ExactFilterTests.bounds(field, moment) { text($0, property) ?? "" }
                cases.append(
                    Case([field: ["gt": .string(moment)], "title": "Buyer"]) {
                        text($0, property) ?? "" > moment && text($0, "jobtitle") == "Buyer"
                    }
                )
                // One of both is found by a search, and the other one is text.
                let other = field == "created_at" ? "updated_at" : "created_at"
                let own = property == "createdate" ? "lastmodifieddate" : "createdate"
                let last = try #require(vendor.values.compactMap { text($0, own) }.max())
                cases.append(
                    Case([field: ["gt": .string(moment)], other: .string(last)]) {
                        text($0, property) ?? "" > moment && text($0, own) == last
                    }
                )
            }
            try await ExactFilterTests.check(cases, of: "crm/contacts", vendor, rig)
        }
    }

    @Test func `hubspot's opportunities, accounts and users`() async throws {
        try await SyncRig.run(integration: "hubspot") { rig in
            let deals = try await rig.hubSpot(
                "objects/deals",
                ["amount", "dealstage", "closedate", "hubspot_owner_id"]
            )
            @Sendable func amount(_ deal: JSONValue) -> Double? {
                (deal["properties"]?["amount"]?.stringValue).flatMap { Double($0) }
            }
            let closed = try ExactFilterTests.median(deals.values.map { $0["properties"]?["closedate"] }).prefix(10)
            let cases = [
                Case(["amount": ["gte": "450000"]]) { amount($0) ?? 0 >= 450_000 },
                Case(["amount": ["lt": 90_000.5]]) { amount($0).map { $0 < 90_000.5 } ?? false },
                Case(["status": "won"]) { ["closedwon", "880012"].contains($0["properties"]?["dealstage"]) },
                Case(["stage[name][in]": ["Qualifiziert", "Contract Sent"]]) {
                    ["qualifiedtobuy", "contractsent"].contains($0["properties"]?["dealstage"])
                },
                Case(["close_date[lte]": .string(String(closed))]) {
                    ($0["properties"]?["closedate"]?.stringValue).map { $0.prefix(10) <= closed } ?? false
                },
            ]
            try await ExactFilterTests.check(cases, of: "crm/opportunities", deals, rig)
            let companies = try await rig.hubSpot("objects/companies", ["numberofemployees", "industry"])
            try await ExactFilterTests.check(
                [
                    Case(["number_of_employees[gt]": "9000"]) {
                        ($0["properties"]?["numberofemployees"]?.stringValue).flatMap { Int($0) } ?? 0 > 9_000
                    },
                    Case(["industry": "RETAIL"]) { $0["properties"]?["industry"] == "RETAIL" },
                ],
                of: "crm/accounts",
                companies,
                rig
            )
            let owners = try await rig.hubSpot("owners")
            try await ExactFilterTests.check(
                [
                    Case(["email": "owner7@example.com"]) { $0["email"] == "owner7@example.com" },
                    Case(["email[ne]": "owner7@example.com"]) { $0["email"] != "owner7@example.com" },
                ],
                of: "crm/users",
                owners,
                rig
            )
        }
    }

    @Test func `a list of values may hold commas, and one without any matches nothing`() async throws {
        try await SyncRig.run(["--users", "12"]) { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "crm/contacts", "method": "list", "name": "none",
                        "query": ["id": ["in": "{{args.ids:json}}"]],
                    ],
                    [
                        "resource": "crm/contacts", "method": "list", "name": "all",
                        "query": ["name": ["nin": ["Sample, Ada"]]],
                    ],
                ],
                args: ["ids": []]
            )
            #expect(run.counter("none", "fetched") == 0, "\(run.text)")
            #expect(run.counter("all", "fetched") == 9, "\(run.text)")
        }
    }
}
