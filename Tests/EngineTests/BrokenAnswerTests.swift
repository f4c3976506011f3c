import Domain
import Engine
import JSON
import Support
import Testing

/// Answers that don't come, don't come whole, or can't be read.
@Suite struct BrokenAnswerTests {
    private static let groups: JSONValue = [["resource": "groups", "method": "list", "persist": true]]

    private static let passing = ["500", "502", "503", "reset", "truncate", "garbage"]

    @Test(arguments: passing)
    func `a fault that passes is tried again`(_ fault: String) async throws {
        try await SyncRig.run(["--fault", "\(fault):times=2"], settings: ["retry-attempts": "3"]) { rig in
            let run = try await rig.sync(BrokenAnswerTests.groups)
            #expect(run["status"] == "completed")
            #expect(run["result"] == "clean")
            #expect(run.counter("groups", "retries") == 2)
            #expect(run.counter("groups", "requests") == 3)
            #expect(try await rig.records("groups").count == 5)
        }
    }

    @Test(
        arguments: zip(
            passing,
            ["server_fault", "server_fault", "server_fault", "unreachable", "unreachable", "malformed"]
        )
    )
    func `a fault that stays is counted and reported, and the rest of the run goes on`(
        _ fault: String,
        _ kind: String
    ) async throws {
        try await SyncRig.run(["--fault", "\(fault):match=groups"], settings: ["retry-attempts": "2"]) { rig in
            let run = try await rig.sync([
                ["resource": "groups", "method": "list", "persist": true],
                ["resource": "organizations", "method": "list", "persist": true],
            ])
            #expect(run["status"] == "completed")
            #expect(run["result"] == "partial")
            #expect(run.counter("groups", "errors") == 1)
            #expect(run.counter("groups", "requests") == 2)
            #expect(run["errors"]?.arrayValue?.count == 1)
            #expect(run["errors"]?[0]?["kind"] == .string(kind))
            #expect(run["errors"]?[0]?["node"] == "groups")
            #expect(try await rig.records("organizations").count == 20)
            #expect(try await rig.records("groups").isEmpty)
        }
    }

    @Test func `under fail_fast the first call that fails for good fails the run`() async throws {
        try await SyncRig.run(["--fault", "500:match=groups"], settings: ["retry-attempts": "2"]) { rig in
            let run = try await rig.sync(
                [
                    ["resource": "groups", "method": "list", "persist": true],
                    ["resource": "users", "method": "list", "depends_on": "groups", "persist": true],
                ],
                ["error_handling": "fail_fast"]
            )
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "server_fault")
            #expect(run["failure"]?["message"]?.stringValue?.contains("groups") == true)
            #expect(try await rig.sandbox.targets().allSatisfy { $0.contains("groups") })
        }
    }

    @Test(.timeLimit(.minutes(4)), arguments: ["slow", "slow_body"])
    func `an answer that takes too long is cut and tried again`(_ fault: String) async throws {
        let settings = ["idle-timeout": "0.3", "total-timeout": "0.4"]
        try await SyncRig.run(["--fault", "\(fault):delay_ms=600000,times=1"], settings: settings) { rig in
            let run = try await rig.sync(BrokenAnswerTests.groups)
            #expect(run["result"] == "clean")
            // On a busy machine a good answer may be cut too.
            #expect(run.counter("groups", "retries") ?? 0 >= 1)
        }
    }

    @Test(arguments: zip(["400", "403", "404", "409", "422"], [400, 403, 404, 409, 422]))
    func `other refusals are not tried again`(_ fault: String, _ status: Int) async throws {
        try await SyncRig.run(["--fault", fault]) { rig in
            let run = try await rig.sync(BrokenAnswerTests.groups)
            #expect(run["result"] == "partial")
            #expect(run.counter("groups", "requests") == 1)
            #expect(run["errors"]?[0]?["kind"] == "rejected")
            #expect(run["errors"]?[0]?["message"]?.stringValue?.contains("\(status)") == true)
        }
    }

    @Test func `an answer above the bound ends the call with a clear error`() async throws {
        try await SyncRig.run(["--fault", "huge:size=4000000"], settings: ["max-body-mb": "1"]) { rig in
            let run = try await rig.sync(BrokenAnswerTests.groups)
            #expect(run.errorTexts == ["too_large: the answer is larger than 1 MiB"])
            #expect(run.counter("groups", "requests") == 1)
        }
    }

    @Test(arguments: [#"{"groups":null,"count":0}"#, #"{"groups":[{"id":1},5],"count":2}"#])
    func `what only looks like a page is reported, and nothing of it is stored`(_ body: String) async throws {
        try await SyncRig.run(settings: ["retry-attempts": "2"]) { rig in
            try await rig.sandbox.setFaults([["status": 200, "body": .string(body)]])
            let run = try await rig.sync(BrokenAnswerTests.groups)
            #expect(run["result"] == "partial")
            #expect(run["errors"]?[0]?["kind"] == "malformed")
            #expect(run.counter("groups", "requests") == 2)
            #expect(try await rig.records("groups").isEmpty)
        }
    }

    @Test func `nesting without end is an error that says so`() async throws {
        try await SyncRig.run(["--fault", "deep"], settings: ["retry-attempts": "2"]) { rig in
            let run = try await rig.sync([["resource": "tickets", "method": "list"]])
            #expect(run["errors"]?[0]?["kind"] == "too_large")
            #expect(run.errorTexts.first?.contains("512") == true)
            #expect(run.counter("tickets", "requests") == 1)
        }
    }
}
