import API
import ArgumentParser
import Domain
import Engine
import Foundation
import JSON
import Logging
import Persistence

/// `sluice account`: accounts, connected from a terminal beside a running server or without one.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Connect accounts.",
        subcommands: [Add.self]
    )

    /// `sluice account add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for an account's credentials, try them, store them, and print the account's id.",
            discussion:
                "Questions go to stderr; where stdin is no terminal, answers are its lines. For a sign-in at the "
                + "vendor the address of a link is printed instead, to be opened in a browser while a server runs.\n\n"
                + Settings.help
        )

        @Argument(help: "The integration's name (zendesk).")
        var name: String

        @Option(help: "The way to connect, by its name; asked for where there are several.")
        var method: String?

        @Option(help: "The environment of the account; made when missing.")
        var environment = "default"

        @Option(name: .customLong("tenant-id"), help: "Your own name for the customer.")
        var tenantID = "default"

        @Option(name: .customLong("base-url"), help: "Another address of the vendor, such as a sandbox's.")
        var baseURL: String?

        func run() async throws {
            let configuration = Configuration.current
            let logger = Logger.standard(configuration, least: .warning)
            try await Composition.using(configuration, logger: logger) { composition in
                print(try await add(composition))
            }
        }

        /// The account's id, or the address of a link.
        private func add(_ composition: Composition) async throws -> String {
            let environment = try await composition.environments.ensureEnvironment(named: self.environment).id
            let base: JSONObject = baseURL.map { ["base_url": .string($0)] } ?? [:]
            guard
                let choice = try await composition.connectAccount.choice(
                    named: name,
                    in: environment,
                    base: AccountContext(base)
                )
            else {
                let names = composition.parts.vendors.catalog.adapters.map(\.name).joined(separator: ", ")
                throw CommandFailure("there is no integration \"\(name)\" that is switched on; there are \(names)")
            }
            let terminal = Terminal()
            let method = try chosen(of: choice.adapter.connectionMethods, terminal)
            guard !method.isSignIn else { return try await link(composition, choice, environment) }
            terminal.say("\(choice.adapter.label): \(method.label). \(method.help)")
            var typed: [String: String] = [:]
            for field in method.fields {
                if !field.help.isEmpty { terminal.say(field.help) }
                typed[field.key] = try terminal.ask("\(field.label): ", isSecret: field.isSecret)
            }
            do {
                return try await composition.connectAccount.add(choice, method, typed: typed, tenantID: tenantID).id
                    .rawValue
            } catch let failure as ConnectFailure {
                throw CommandFailure("not connected: \(failure.sentence)")
            }
        }

        private func chosen(of methods: [ConnectionMethod], _ terminal: Terminal) throws -> ConnectionMethod {
            let names = methods.map(\.key).joined(separator: ", ")
            if let method {
                guard let found = methods.first(where: { $0.key == method }) else {
                    throw CommandFailure("\(name) has no way to connect \"\(method)\"; it has \(names)")
                }
                return found
            }
            guard methods.count > 1 else {
                guard let only = methods.first else { throw CommandFailure("\(name) can't be connected this way") }
                return only
            }
            for (index, method) in methods.enumerated() {
                terminal.say("\(index + 1)  \(method.label) (\(method.key))")
            }
            let answer = try terminal.ask("Which one (1 to \(methods.count))? ")
            let picked = Int(answer).flatMap { (1...methods.count).contains($0) ? methods[$0 - 1] : nil }
            guard let found = picked ?? methods.first(where: { $0.key == answer }) else {
                throw CommandFailure("expected 1 to \(methods.count), or one of \(names)")
            }
            return found
        }

        private func link(
            _ composition: Composition,
            _ choice: ConnectInvitation.Choice,
            _ environment: Domain.Environment.ID
        ) async throws -> String {
            guard choice.canSignIn else {
                throw CommandFailure(
                    "a sign-in at \(choice.adapter.label) needs an OAuth app: PATCH /environment-integration/"
                        + "\(choice.installed.id) {\"override\": {\"credentials\": {\"oauth2\": …}}}"
                )
            }
            let token = LinkToken(
                id: .init(Ambient.live.newID()),
                environmentID: environment,
                purpose: .new(tenantID: tenantID),
                installations: [choice.installed.id],
                context: choice.base,
                createdAt: Ambient.live.now()
            )
            let text = SecretText.make()
            try await composition.links.insert(token, text: text)
            return composition.publicAddress.link(text)
        }
    }
}
