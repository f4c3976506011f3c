import ArgumentParser
import Foundation
import Logging
import Sandbox
import ServiceLifecycle
import UnixSignals

/// `sluice sandbox`: the emulated vendor as a process of its own.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run an emulated Zendesk and HubSpot on loopback, for trying out, measuring and testing.",
        discussion: """
            Prints one line, "sandbox listening on http://127.0.0.1:PORT", and answers until SIGTERM or SIGINT. It keeps \
            nothing. It also receives webhooks below /hooks. GET /_sandbox/counts tells what it holds; POST /_sandbox/faults changes what goes wrong.
            """
    )

    @Option(help: "The address to listen on.")
    var host = SandboxSettings().host
    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = SandboxSettings().port

    @Option(help: "Tickets, the deleted ones (every 97th) included.")
    var tickets = SandboxSettings().tickets
    @Option(help: "Comments of each ticket, at most 999.")
    var commentsPerTicket = SandboxSettings().commentsPerTicket
    @Option(help: "Users.")
    var users = SandboxSettings().users
    @Option(help: "Organisations.")
    var organizations = SandboxSettings().organizations
    @Option(help: "Groups.")
    var groups = SandboxSettings().groups
    @Option(help: "Ticket fields, each with a value in every ticket.")
    var ticketFields = SandboxSettings().ticketFields
    @Option(help: "Articles of the help center.")
    var articles = SandboxSettings().articles
    @Option(help: "About how many bytes a ticket's JSON has.")
    var ticketBytes = SandboxSettings().ticketBytes
    @Option(help: "Picks the texts and references; the same seed gives the same bytes.")
    var seed = SandboxSettings().seed

    @Option(help: "HubSpot contacts, the archived ones (every 97th) included.")
    var hubspotContacts = SandboxSettings().hubspotContacts
    @Option(help: "HubSpot companies.")
    var hubspotCompanies = SandboxSettings().hubspotCompanies
    @Option(help: "HubSpot deals.")
    var hubspotDeals = SandboxSettings().hubspotDeals
    @Option(help: "HubSpot tickets.")
    var hubspotTickets = SandboxSettings().hubspotTickets
    @Option(help: "HubSpot owners; every tenth is archived.")
    var hubspotOwners = SandboxSettings().hubspotOwners
    @Option(help: "How many results of one HubSpot search can be reached.")
    var hubspotSearchCap = SandboxSettings().hubspotSearchCap
    @Option(help: "HubSpot calls in ten seconds before answers are 429; none enforces nothing.")
    var hubspotBurstLimit: Int?
    @Option(help: "HubSpot calls before answers are 429 for the rest of the day; none enforces nothing.")
    var hubspotDailyLimit: Int?

    @Option(help: "Milliseconds added to every answer.")
    var latencyMs = 0
    @Option(help: "A file that gets a JSON line for each request, appended.")
    var requestLog: String?
    @Option(help: "A file that gets a JSON line for each webhook received below /hooks, appended.")
    var webhookLog: String?
    @Option(help: "Requests a minute before answers are 429; none enforces nothing.")
    var rateLimit: Int?
    @Option(help: "A fault such as 429:every=50,retry_after=1,times=3,match=comments; may be given again.")
    var fault: [String] = []

    @Option(help: "Most records on a page of a list.")
    var pageSize = SandboxSettings().pageSize
    @Option(help: "Most records on a page of an incremental export.")
    var exportPageSize = SandboxSettings().exportPageSize
    @Option(help: "Seconds a change must be old before the exports show it.")
    var exportLag = 0

    @Option(help: "Seconds an issued access token lives.")
    var tokenLife = 7_200
    @Option(help: "The OAuth client's id.")
    var clientID = SandboxSettings().clientID
    @Option(help: "The OAuth client's secret.")
    var clientSecret = SandboxSettings().clientSecret
    @Option(help: "The user of basic authentication, without /token.")
    var email = SandboxSettings().email
    @Option(help: "The password of basic authentication.")
    var apiToken = SandboxSettings().apiToken
    @Option(help: "A bearer token that never expires; empty turns it off.")
    var staticToken = SandboxSettings().staticToken

    func validate() throws {
        let sizes = [
            tickets, users, organizations, groups, ticketFields, articles, ticketBytes, latencyMs, exportLag,
            hubspotContacts,
            hubspotCompanies, hubspotDeals, hubspotTickets, hubspotOwners,
        ]
        guard sizes.allSatisfy({ $0 >= 0 }) else { throw ValidationError("Sizes and times can't be negative.") }
        guard (0...999).contains(commentsPerTicket) else {
            throw ValidationError("A ticket has 0 to 999 comments.")
        }
        let limits = [rateLimit, hubspotBurstLimit, hubspotDailyLimit, hubspotSearchCap]
        guard pageSize > 0, exportPageSize > 0, tokenLife >= 0, limits.allSatisfy({ $0 ?? 1 > 0 }) else {
            throw ValidationError("Page sizes and limits are at least 1.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("A port is 0 to 65535.") }
        _ = try rules()
    }

    func run() async throws {
        var logger = Logger(label: "sandbox") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let host = host
        let server = SandboxServer(settings: try settings(), logger: logger) { port in
            // not print: its line would wait in a buffer when stdout is a pipe
            FileHandle.standardOutput.write(Data("sandbox listening on http://\(host):\(port)\n".utf8))
        }
        let services = ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await services.run()
    }

    private func rules() throws -> [FaultRule] {
        try fault.map { text in
            do throws(FaultRuleError) {
                return try FaultRule(parsing: text)
            } catch {
                throw ValidationError(error.description)
            }
        }
    }

    private func settings() throws -> SandboxSettings {
        var settings = SandboxSettings()
        settings.host = host
        settings.port = port
        settings.tickets = tickets
        settings.commentsPerTicket = commentsPerTicket
        settings.users = users
        settings.organizations = organizations
        settings.groups = groups
        settings.ticketFields = ticketFields
        settings.articles = articles
        settings.ticketBytes = ticketBytes
        settings.seed = seed
        settings.hubspotContacts = hubspotContacts
        settings.hubspotCompanies = hubspotCompanies
        settings.hubspotDeals = hubspotDeals
        settings.hubspotTickets = hubspotTickets
        settings.hubspotOwners = hubspotOwners
        settings.hubspotSearchCap = hubspotSearchCap
        settings.hubspotBurstLimit = hubspotBurstLimit
        settings.hubspotDailyLimit = hubspotDailyLimit
        settings.latency = .milliseconds(latencyMs)
        settings.requestLog = requestLog
        settings.webhookLog = webhookLog
        settings.rateLimit = rateLimit
        settings.faults = try rules()
        settings.pageSize = pageSize
        settings.exportPageSize = exportPageSize
        settings.exportLag = .seconds(exportLag)
        settings.tokenLife = .seconds(tokenLife)
        settings.clientID = clientID
        settings.clientSecret = clientSecret
        settings.email = email
        settings.apiToken = apiToken
        settings.staticToken = staticToken
        return settings
    }
}
