import ArgumentParser
import Domain
import Persistence

/// `sluice token`: API tokens, made and revoked beside a running server or without one.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Create, list and revoke API tokens.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// `sluice token create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and print it alone; it is shown this once.",
            discussion: Settings.help
        )

        @Option(help: "The environment that the token opens; made when missing.")
        var environment = "default"

        @Option(help: "What the token is for, shown in lists.")
        var name = "cli"

        func run() async throws {
            let environments = try await CommandStores.open().environments
            let made = try await environments.ensureEnvironment(named: environment)
            print(try await environments.createToken(named: name, in: made.id))
        }
    }

    /// `sluice token list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tokens; their text is not known.")

        func run() async throws {
            let environments = try await CommandStores.openExisting().environments
            for token in try await environments.tokens() {
                let environment = try await environments.environment(token.environmentID)?.name ?? "?"
                let state = token.revokedAt.map { "revoked \($0)" } ?? "active"
                print("\(token.id)  \(environment)  \(token.name)  created \(token.createdAt)  \(state)")
            }
        }
    }

    /// `sluice token revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token, at once.")

        @Argument(help: "The token's id, from the list.")
        var id: String

        func run() async throws {
            guard try await CommandStores.openExisting().environments.revokeToken(.init(id)) else {
                throw CommandFailure("there is no active token with the id \(id)")
            }
            print("revoked \(id)")
        }
    }
}
