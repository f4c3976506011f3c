import JSON
import Support
import Testing

/// Overrides that can't map every record: what can be had arrives, and what can't is told.
@Suite struct FailingMappingTests {
    /// Throws for users whose organization is 20001, and says something of all others.
    private static let title = #"organization_id = 20001 ? $error("no title for " & name) : "Member""#

    @Test func `a field that fails for some records is missed by them alone, and the run is partial`() async throws {
        try await SyncRig.run(["--users", "40", "--organizations", "3"]) { rig in
            try await rig.override(
                "crm/contacts",
                by: ["response_mapping": ["title": .string(FailingMappingTests.title)]]
            )
            let run = try await rig.sync([["resource": "crm/contacts", "method": "list"]])
            let vendor = try await rig.zendesk("users").filter { $0.value["role"] == "end-user" }
            let failing = vendor.filter { $0.value["organization_id"] == 20_001 }
            #expect(failing.count > 1)
            #expect(run["status"] == "completed")
            #expect(run["result"] == "partial")
            #expect(run.counter("crm/contacts", "errors") == failing.count)
            #expect(run.counter("crm/contacts", "persisted") == vendor.count)
            let errors = run["errors"]?.arrayValue ?? []
            #expect(errors.count == failing.count)
            for error in errors {
                #expect(error["kind"] == "not_mapped")
                #expect(error["node"] == "crm/contacts")
                let id = error["context"]?.stringValue?.split(separator: " ").last.map(String.init) ?? ""
                let name = try #require(failing[id]?["name"]?.stringValue, "\(error.text)")
                let message = error["message"]?.stringValue ?? ""
                #expect(message.hasPrefix("title: ") && message.contains("no title for \(name)"), "\(message)")
            }
            let stored = try await rig.unified("crm/contacts")
            #expect(Set(stored.keys) == Set(vendor.keys))
            for (id, record) in stored {
                #expect(record.data["title"] == (failing[id] == nil ? .some("Member") : .none))
                #expect(record.data["name"] == vendor[id]?["name"])
                #expect(record.remote == vendor[id])
            }
        }
    }

    @Test func `a problem that is the same in many records is told once a page, with one of them`() async throws {
        try await SyncRig.run(["--users", "40", "--page-size", "20"]) { rig in
            try await rig.override("crm/contacts", by: ["response_mapping": ["title": "$error('never')"]])
            let run = try await rig.sync([["resource": "crm/contacts", "method": "list"]])
            #expect(run["result"] == "partial")
            #expect(run.counter("crm/contacts", "errors") == 35)
            let errors = run["errors"]?.arrayValue ?? []
            #expect(errors.compactMap { $0["context"]?.stringValue } == ["record 10003", "record 10025"])
            let messages = errors.compactMap { $0["message"]?.stringValue }
            #expect(messages.map { $0.hasSuffix("(and 19 more)") } == [true, false], "\(messages)")
            #expect(messages.map { $0.hasSuffix("(and 14 more)") } == [false, true], "\(messages)")
        }
    }

    @Test func `a run to a webhook delivers the records with what the vendor has`() async throws {
        try await DeliveryRig.run(["--users", "40", "--organizations", "3"]) { rig in
            try await rig.sync.override(
                "crm/contacts",
                by: ["response_mapping": ["title": .string(FailingMappingTests.title)]]
            )
            let run = try await rig.deliver([["resource": "crm/contacts", "method": "list"]])
            #expect(run["result"] == "partial")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            #expect(events.last?.payload["result"] == "partial")
            let vendor = try await rig.sync.zendesk("users").filter { $0.value["role"] == "end-user" }
            let records = events.flatMap { $0.payload["records"]?.arrayValue ?? [] }
            #expect(Set(records.compactMap { $0["id"]?.stringValue }) == Set(vendor.keys))
            for record in records {
                let own = vendor[record["id"]?.stringValue ?? ""]
                #expect(record["remote_data"] == own)
                #expect(record["title"] == (own?["organization_id"] == 20_001 ? .none : .some("Member")))
            }
        }
    }

    @Test func `what grows beyond its bounds is a field that fails`() async throws {
        try await SyncRig.run(["--users", "6"]) { rig in
            let mapping: JSONObject = ["title": "$pad('x', 20000000)", "name": "($f := function() { $f() }; $f())"]
            try await rig.override("crm/contacts", by: ["response_mapping": .object(mapping)])
            let run = try await rig.sync([["resource": "crm/contacts", "method": "list"]])
            #expect(run["result"] == "partial")
            let fields = run.errorTexts.compactMap { $0.split(separator: ":").dropFirst().first }
            #expect(Set(fields) == [" title", " name"], "\(run.errorTexts)")
            #expect(try await rig.unified("crm/contacts").values.allSatisfy { $0.data["email_addresses"] != nil })
        }
    }

    @Test func `records without an id are kept by what they say, and counted`() async throws {
        try await SyncRig.run(["--users", "40"]) { rig in
            try await rig.override("crm/contacts", by: ["response_mapping": ["id": "nothing"]])
            for _ in 1...2 {
                let run = try await rig.sync([["resource": "crm/contacts", "method": "list"]])
                #expect(run.counter("crm/contacts", "without_id") == 35, "\(run.text)")
                let stored = try await rig.unified("crm/contacts")
                #expect(stored.count == 35)
                #expect(stored.keys.allSatisfy { $0.hasPrefix("sha256:") })
                #expect(stored.values.allSatisfy { $0.data["name"] != nil && $0.remote["id"] != nil })
            }
        }
    }

    @Test func `a mapping whose whole is one text gives what it gives, and a wrong kind is told`() async throws {
        try await SyncRig.run(["--users", "40", "--organizations", "3"]) { rig in
            let whole = #"organization_id = 20001 ? name : {"id": id, "name": name, "rank": 7}"#
            try await rig.override("crm/contacts", by: ["response_mapping": .string(whole)])
            let run = try await rig.sync([["resource": "crm/contacts", "method": "list"]])
            let vendor = try await rig.zendesk("users").filter { $0.value["role"] == "end-user" }
            let failing = vendor.values.count { $0["organization_id"] == 20_001 }
            #expect(run["result"] == "partial")
            #expect(run.counter("crm/contacts", "errors") == failing)
            #expect(run.errorTexts == ["not_mapped: the mapping gives string, not an object (and \(failing - 1) more)"])
            let stored = try await rig.unified("crm/contacts")
            let mapped = stored.filter { !$0.key.hasPrefix("sha256:") }
            #expect(mapped.count == vendor.count - failing)
            #expect(stored.count == vendor.count)
            #expect(mapped.values.allSatisfy { $0.data["rank"] == 7 && $0.data["email_addresses"] == nil })
        }
    }
}
