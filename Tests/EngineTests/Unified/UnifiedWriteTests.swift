import JSON
import Support
import Testing

/// Writes by unified names: the vendor's record says what arrived.
@Suite struct UnifiedWriteTests {
    @Test func `hubspot's contacts are created, changed and deleted`() async throws {
        try await SyncRig.run(["--hubspot-contacts", "50"], integration: "hubspot") { rig in
            let person: JSONValue = [
                "first_name": "Zoë", "last_name": "O'Sample", "title": "\"Buyer\"", "owner": ["id": "41000003"],
                "email_addresses": [
                    ["email": "zoe@example.com"], ["email": "z2@example.com"], ["email": "z3@example.com"],
                ],
                "phone_numbers": [["number": "+49 1", "type": "mobile"], ["number": "+49 2"]],
                "custom_fields": ["favourite_colour": "grün", "loyalty_points": 9_007_199_254_740_993],
            ]
            let change: JSONValue = [
                "title": .null, "phone_numbers": [["number": "+49 3", "type": "work"]],
                "custom_fields": ["renewal_date": "2026-11-24"],
            ]
            let run = try await rig.sync([
                ["resource": "crm/contacts", "method": "create", "name": "make", "body": person],
                [
                    "resource": "crm/contacts", "method": "update", "name": "change", "id": "100000000002",
                    "body": change,
                ],
                ["resource": "crm/contacts", "method": "delete", "name": "drop", "id": "100000000003"],
            ])
            #expect(run["result"] == "clean", "\(run.text)")
            let names = [
                "firstname", "lastname", "jobtitle", "hubspot_owner_id", "email", "hs_additional_emails", "phone",
                "mobilephone", "favourite_colour", "loyalty_points", "renewal_date",
            ]
            let vendor = try await rig.hubSpot("objects/contacts", names)
            let made = try #require(vendor["100000000051"]?["properties"])
            let expected = [
                "Zoë", "O'Sample", "\"Buyer\"", "41000003", "zoe@example.com", "z2@example.com;z3@example.com", "+49 2",
                "+49 1", "grün", "9007199254740993",
            ]
            #expect(names.dropLast().map { made[$0]?.stringValue } == expected)
            let changed = try #require(vendor["100000000002"]?["properties"])
            #expect(changed["jobtitle"]?.stringValue ?? "" == "")
            #expect(changed["phone"] == "+49 3")
            #expect(changed["renewal_date"] == "2026-11-24")
            #expect(vendor["100000000003"] == nil)
            // What wasn't named stays as it was.
            #expect(changed["lastname"]?.stringValue?.isEmpty == false)
            #expect(changed["email"] == "contact2@example.com")
        }
    }

    @Test func `zendesk's tickets are created, changed and deleted`() async throws {
        try await SyncRig.run(["--tickets", "9"]) { rig in
            let ticket: JSONValue = [
                "name": "Größe \"7\"", "description": "Hello", "status": ["name": "pending"], "tags": ["a", "b"],
                "contact": ["id": "10003"], "assignees": [["id": "10002"]],
            ]
            let run = try await rig.sync([
                ["resource": "ticketing/tickets", "method": "create", "name": "make", "body": ticket],
                [
                    "resource": "ticketing/tickets", "method": "update", "name": "change", "id": "2",
                    "body": ["status": ["name": "resolved"], "tags": ["only"]],
                ],
                ["resource": "ticketing/tickets", "method": "delete", "name": "drop", "id": "3"],
            ])
            #expect(run["result"] == "clean", "\(run.text)")
            let writes = try await rig.sandbox.requests().filter { $0["method"] != "GET" }
            let texts = writes.map { "\($0["method"]?.stringValue ?? "") \($0["target"]?.stringValue ?? "")" }
            #expect(
                texts.sorted() == [
                    "DELETE /api/v2/tickets/3.json", "POST /api/v2/tickets.json", "PUT /api/v2/tickets/2.json",
                ]
            )
            #expect(try await rig.sandbox.counts()["tickets"] == 9)
        }
    }
}
