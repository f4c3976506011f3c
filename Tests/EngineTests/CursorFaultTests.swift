import Domain
import Engine
import JSON
import Support
import Testing

/// Vendors whose cursors and links lead astray.
@Suite struct CursorFaultTests {
    private static let users: JSONValue = [["resource": "users", "method": "list", "persist": true]]
    private static let small = ["--users", "10", "--page-size", "2"]

    @Test(arguments: ["users", "incremental_users"])
    func `a cursor that comes twice ends the call with a clear error`(_ resource: String) async throws {
        let arguments = ["--users", "10", "--page-size", "2", "--export-page-size", "2"]
        try await SyncRig.run(arguments + ["--fault", "repeat_cursor:after=2"]) { rig in
            let run = try await rig.sync([["resource": .string(resource), "method": "list", "persist": true]])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts == ["cursor_repeated: the page's cursor leads back to the same page"])
            #expect(try await rig.sandbox.targets().count == 3)
        }
    }

    @Test func `a link to another origin is never followed`() async throws {
        try await SyncRig.run(CursorFaultTests.small + ["--fault", "foreign_next:times=2"]) { rig in
            let run = try await rig.sync(CursorFaultTests.users)
            #expect(run["result"] == "clean")
            #expect(try await rig.records("users").count == 10)
        }
    }

    @Test func `a redirect is an error, not a way to go`() async throws {
        try await SyncRig.run(["--fault", "redirect"]) { rig in
            let run = try await rig.sync(CursorFaultTests.users)
            #expect(run.errorTexts == ["rejected: zendesk sent a redirect, which is not followed"])
            #expect(try await rig.sandbox.targets().count == 1)
        }
    }

    private static let expired = #"400:match=after,times=TIMES,after=1,body={"error":"InvalidPaginationParameter"}"#

    @Test func `an expired cursor starts its call from the beginning`() async throws {
        let fault = CursorFaultTests.expired.replacing("TIMES", with: "1")
        try await SyncRig.run(CursorFaultTests.small + ["--fault", fault]) { rig in
            let run = try await rig.sync(CursorFaultTests.users)
            #expect(run["result"] == "clean")
            #expect(try await rig.records("users").count == 10)
            #expect(try await rig.sandbox.targets().count { $0.hasSuffix("?page[size]=100") } == 2)
            #expect(run.counter("users", "created") == 10)
        }
    }

    @Test(arguments: [true, false])
    func `a vendor that takes no cursor at all ends in an error`(_ hasChildren: Bool) async throws {
        let fault = CursorFaultTests.expired.replacing("TIMES", with: "1000").replacing("after=1,", with: "")
        try await SyncRig.run(["--tickets", "10", "--page-size", "2", "--fault", fault]) { rig in
            var nodes: [JSONValue] = [["resource": "tickets", "method": "list"]]
            if hasChildren {
                nodes.append([
                    "resource": "users", "method": "get", "id": "{{resources.tickets.requester_id}}",
                    "depends_on": "tickets",
                ])
            }
            let run = try await rig.sync(.array(nodes))
            #expect(run["result"] == "partial")
            #expect(run.errorTexts == ["cursor_expired: zendesk no longer takes the cursor (400)"])
        }
    }
}
