import API
import ArgumentParser
import Domain
import Engine
import Integrations
import Logging
import Persistence

/// `sluice plugin record`: pages of a live account as fixtures.
struct PluginRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record pages of a live account as fixtures, with invented text in the place of the vendor's.",
        discussion: "Read every file before you share it: only you know what in it tells of a person.\n\n"
            + Settings.help
    )

    @Argument(help: "The integrated account's id.")
    var account: String

    @Argument(help: "The folder to write into, such as Plugins/NAME/fixtures.")
    var folder: String

    @Option(help: "The account's environment.")
    var environment = "default"

    func run() async throws {
        let failures = try await LiveAccount.using(account, in: environment) { live in
            try await FixtureRecorder(live.account, try live.plugin, live.transport, live.passThrough)
                .record(into: folder) { print($0) }
        }
        guard failures == 0 else { throw CommandFailure("\(failures) could not be recorded") }
    }
}

/// An account of the data folder that a tool calls, with everything that is sent kept.
struct LiveAccount {
    let account: IntegratedAccount
    let vendor: Vendor
    let transport: RecordingTransport
    let passThrough: PassThrough
    let testAccount: TestAccount

    /// The account's integration, which must be one that is data.
    var plugin: DeclarativeAdapter {
        get throws {
            guard let adapter = vendor.adapter as? DeclarativeAdapter else {
                throw CommandFailure("\(vendor.adapter.name) is no plugin")
            }
            return adapter
        }
    }

    static func using<Value: Sendable>(
        _ id: String,
        in environment: String,
        _ body: (LiveAccount) async throws -> Value
    ) async throws -> Value {
        let configuration = Configuration.current
        let logger = Logger.standard(configuration, least: .warning)
        return try await Composition.using(configuration, logger: logger) { composition in
            let environment = try await composition.environments.ensureEnvironment(named: environment).id
            guard let account = try await composition.accounts.account(.init(id), in: environment) else {
                throw CommandFailure("there is no integrated account \(id)")
            }
            let vendors = composition.parts.vendors
            guard let vendor = try await vendors.current(in: environment).vendor(named: account.integrationName) else {
                throw CommandFailure("there is no integration \"\(account.integrationName)\"")
            }
            let transport = RecordingTransport(composition.transport.transport)
            let sessions = AccountSessions(
                accounts: composition.accounts,
                apps: composition.parts.apps,
                catalog: vendors.catalog,
                transport: transport,
                settings: configuration.engine,
                ambient: .live
            )
            let passThrough = PassThrough(
                vendors: vendors,
                integrations: composition.integrations,
                sessions: sessions,
                transport: transport,
                ambient: .live
            )
            let test = TestAccount(catalog: vendors.catalog, sessions: sessions, transport: transport, ambient: .live)
            return try await body(
                LiveAccount(
                    account: account,
                    vendor: vendor,
                    transport: transport,
                    passThrough: passThrough,
                    testAccount: test
                )
            )
        }
    }
}
