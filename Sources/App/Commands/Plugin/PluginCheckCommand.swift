import ArgumentParser
import Domain
import Engine
import JSON

/// `sluice plugin check`: whether a live account answers as its integration says.
struct PluginCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Call every list of a live account once, and say what came back.",
        discussion: "Reads only; a page of at most three records each. Fails when a call does.\n\n" + Settings.help
    )

    @Argument(help: "The integrated account's id.")
    var account: String

    @Option(help: "The account's environment.")
    var environment = "default"

    func run() async throws {
        let failures = try await LiveAccount.using(account, in: environment) { live in
            if let error = try await live.testAccount(live.account).error {
                throw CommandFailure("the credentials don't work: \(error)")
            }
            print("ok      credentials")
            var failures = 0
            for capability in live.vendor.capabilities where capability.method == "list" {
                if try await !check(capability, live) { failures += 1 }
            }
            return failures
        }
        guard failures == 0 else { throw CommandFailure("\(failures) of the lists can't be read") }
    }

    /// Whether a list could be read, told in one line.
    private func check(_ capability: Capability, _ live: LiveAccount) async throws -> Bool {
        guard capability.requiredQuery.isEmpty else {
            print("skipped \(capability.resource): it needs \(capability.requiredQuery.joined(separator: ", "))")
            return true
        }
        var call = PassThrough.Request(
            account: live.account,
            resource: capability.resource,
            isUnified: capability.isUnified,
            method: "list"
        )
        call.query = ["limit": 3]
        do {
            let page = try await live.passThrough(call).page
            let count = page.split.records.count
            let missing = page.split.records.indices.count { page.id(of: $0) == nil }
            let problems = page.problems.map { "; \($0.field): \($0.message)" }.joined()
            print(
                "ok      \(capability.resource): \(count) records\(page.next == nil ? "" : ", more follow")\(problems)"
            )
            if missing > 0 { print("        \(missing) of them have no id") }
            return missing == 0 && problems.isEmpty
        } catch let error as IntegrationError {
            print("failed  \(capability.resource): \(error)")
            return false
        }
    }
}
