import ArgumentParser
import Domain
import Engine
import Foundation
import JSON
import Logging
import Persistence
import ServiceLifecycle
import UnixSignals

/// `sluice run`: one run of a job, through the server of the data folder or, where none runs, right here.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a sync job for an account.",
        discussion: "A server that runs on the data folder does the work; without one this process does.\n\n"
            + Settings.help
    )

    @Argument(help: "The sync job: its id, or its label where one job has it.")
    var job: String

    @Option(help: "The integrated account's id.")
    var account: String

    @Option(help: "Arguments as a JSON object.")
    var args = "{}"

    @Option(help: "The environment of the job and the account.")
    var environment = "default"

    @Flag(help: "Print progress until the run has ended, then its receipt; fails when the run failed.")
    var follow = false

    func run() async throws {
        let configuration = Configuration.current
        let logger = Logger.standard(configuration, least: .warning)
        let receipt = try await Composition.using(configuration, logger: logger) { composition in
            try await run(composition, configuration, logger)
        }
        guard let receipt else { return }
        print("\n\(receipt.text)")
        if receipt.run.status.name != .completed { throw ExitCode.failure }
    }

    /// The ended run's receipt; nil when a server has taken the run over and nobody waits for it.
    private func run(
        _ composition: Composition,
        _ configuration: Configuration,
        _ logger: Logger
    ) async throws -> RunReceipt? {
        let environment = try await composition.environments.ensureEnvironment(named: environment).id
        let lock = try FolderLock(folder: configuration.dataDir)
        if lock != nil { try await composition.runs.voidLeases() }
        let run = try await create(composition, in: environment)
        print("run \(run.id)")
        let follower = RunFollower(runs: composition.runs, run: run.id, environment: environment)
        let receipt: RunReceipt?
        if lock != nil {
            receipt = try await workHere(composition, follower, configuration, logger)
        } else {
            receipt = follow ? try await follower.follow() : nil
        }
        withExtendedLifetime(lock) {}
        return receipt
    }

    private func create(_ composition: Composition, in environment: Domain.Environment.ID) async throws -> SyncJobRun {
        let arguments = try arguments()
        var request = RunRequest(
            syncJobID: try await findJob(composition, in: environment),
            accountID: .init(account)
        )
        request.args = arguments
        return try await composition.createRun(request, id: .init(Ambient.live.newID()), in: environment)
    }

    private func arguments() throws -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: args)
        } catch {
            throw CommandFailure("--args is not valid JSON: \(error)")
        }
        guard let object = value.objectValue else {
            throw CommandFailure("--args must be a JSON object, found \(value.kindName)")
        }
        return object
    }

    private func findJob(_ composition: Composition, in environment: Domain.Environment.ID) async throws -> SyncJob.ID {
        if let found = try await composition.jobs.job(.init(job), in: environment) { return found.id }
        var query = ListQuery()
        query.filters = [.init("label", .eq, [job])]
        let labelled = try await composition.jobs.jobs(query, in: environment).elements
        guard labelled.count <= 1 else { throw CommandFailure("several jobs are labelled \"\(job)\"; give the id") }
        guard let found = labelled.first else { throw CommandFailure("there is no job \"\(job)\"") }
        return found.id
    }

    /// The engine without the HTTP server, until the run has ended.
    private func workHere(
        _ composition: Composition,
        _ follower: RunFollower,
        _ configuration: Configuration,
        _ logger: Logger
    ) async throws -> RunReceipt {
        let following = FollowService(follower: follower)
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: composition.transport), .init(service: composition.deliveries),
                .init(service: composition.scheduler),
                .init(service: following, successTerminationBehavior: .gracefullyShutdownGroup),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = configuration.stopTimeout
        try await ServiceGroup(configuration: group).run()
        guard let receipt = await following.receipt.value else {
            throw CommandFailure("stopped; the run goes on with the next start")
        }
        return receipt
    }
}

/// Follows a run as one of a group of services, and ends with it.
private struct FollowService: Service {
    actor Box {
        var value: RunReceipt?

        func fill(_ receipt: RunReceipt) { value = receipt }
    }

    let follower: RunFollower
    let receipt = Box()

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let done = try? await follower.follow() else { return }
            await receipt.fill(done)
        }
    }
}
