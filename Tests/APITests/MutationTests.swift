import Domain
import JSON
import Support
import Testing

/// The published body, changed at random: what comes back is a refusal that names a place, or a job that runs.
@Suite struct MutationTests {
    private static let workers = 8
    private static let mutationsEach = 1_250
    private static let runsEach = 8

    private struct Tally: Sendable {
        var accepted = 0
        var refused = 0
        var ended = 0
        var complaints: [String] = []

        static func += (left: inout Tally, right: Tally) {
            left.accepted += right.accepted
            left.refused += right.refused
            left.ended += right.ended
            left.complaints += right.complaints
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `10,000 mutations of the published body are refused with a path or accepted and run`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "7", "--comments-per-ticket", "1", "--users", "5"])
        let tally = try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            return try await withThrowingTaskGroup(of: Tally.self) { group in
                for worker in 0..<MutationTests.workers {
                    group.addTask { try await MutationTests.work(worker, server, account) }
                }
                var sum = Tally()
                for try await tally in group { sum += tally }
                return sum
            }
        }
        #expect(tally.complaints.prefix(5) == [])
        #expect(tally.accepted + tally.refused == MutationTests.workers * MutationTests.mutationsEach)
        #expect(tally.accepted > 500)
        #expect(tally.refused > 2_000)
        #expect(tally.ended > MutationTests.workers)
    }

    private static func work(_ worker: Int, _ server: TestServer, _ account: String) async throws -> Tally {
        let job = try await server.job([])
        var mutator = BodyMutator(seed: UInt64(worker) + 1)
        var tally = Tally()
        for index in 0..<mutationsEach {
            let body = mutator.mutated(PublishedBody.json)
            let reply = try await server.client.send("PATCH", "/sync-job/\(job)", body)
            switch reply.status {
            case 200:
                tally.accepted += 1
                guard index % (mutationsEach / runsEach) < 4 else { continue }
                if let complaint = try await run(job, server, account, &tally) {
                    tally.complaints.append("\(complaint) after \(String(decoding: body, as: UTF8.self))")
                }
            case 400 where isExplained(reply.json): tally.refused += 1
            default:
                let text = String(decoding: reply.bytes, as: UTF8.self)
                tally.complaints.append("\(reply.status) \(text) for \(String(decoding: body, as: UTF8.self))")
            }
        }
        return tally
    }

    /// Runs what was accepted; a mutated schema may refuse the arguments, if it says where.
    private static func run(
        _ job: String,
        _ server: TestServer,
        _ account: String,
        _ tally: inout Tally
    ) async throws -> String? {
        let args: JSONValue = ["project_slug": "a", "user_ids": [10_001, 10_002], "group_ids": [30_001]]
        do {
            let status = try await server.run(job: job, account: account, ["args": args])["status"]?.stringValue
            tally.ended += 1
            return status == "completed" ? nil : "the run is \(status ?? "lost")"
        } catch is TestFailure {
            let reply = try await server.client.post(
                "/sync-job-run",
                [
                    "sync_job_id": .string(job), "integrated_account_id": .string(account), "args": args,
                ]
            )
            return reply.status == 400 && isExplained(reply.json) ? nil : "the run answered \(reply.status)"
        }
    }

    private static func isExplained(_ answer: JSONValue) -> Bool {
        answer["details"]?["failures"]?[0]?["path"]?.stringValue != nil
            && answer["message"]?.stringValue?.isEmpty == false && answer["statusCode"] == 400
    }
}
