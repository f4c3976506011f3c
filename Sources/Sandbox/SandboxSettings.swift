/// What a sandbox holds, how it answers and what it does wrong.
package struct SandboxSettings: Sendable {
    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one, which ``SandboxServer`` reports when it is ready.
    package var port = 0

    /// Tickets, the deleted ones included (every 97th); ids are 1 to this number.
    package var tickets = 1_000
    /// Comments of each ticket, at most 999; ids are the ticket's id times 1,000 plus 1, 2 and so on.
    package var commentsPerTicket = 3
    /// Users; ids start at 10,001.
    ///
    /// One in ten is an agent, the first is an admin.
    package var users = 100
    /// Organisations; ids start at 20,001.
    package var organizations = 20
    /// Groups; ids start at 30,001.
    package var groups = 5
    /// Ticket fields, each of which has a value in every ticket; their ids are above 2^53.
    package var ticketFields = 10
    /// Articles of the help center.
    package var articles = 40
    /// About how many bytes the JSON of one ticket has; a ticket without any description has about 1,500.
    package var ticketBytes = 2_000
    /// Picks the texts and the references; the same seed and sizes give the same bytes on every machine.
    package var seed: UInt64 = 1

    /// HubSpot contacts, the archived ones (every 97th) included.
    package var hubspotContacts = 500
    /// HubSpot companies, the archived ones included.
    package var hubspotCompanies = 50
    /// HubSpot deals, the archived ones included.
    package var hubspotDeals = 100
    /// HubSpot tickets, the archived ones included.
    package var hubspotTickets = 100
    /// HubSpot owners; every tenth is archived.
    package var hubspotOwners = 12
    /// How many results of one search can be reached; beyond is an error.
    package var hubspotSearchCap = 10_000
    /// HubSpot calls in ten seconds after which answers are 429; nil announces 190 and never enforces it.
    package var hubspotBurstLimit: Int?
    /// HubSpot calls after which answers are 429 for the rest of the day; nil announces 650,000 and never enforces it.
    package var hubspotDailyLimit: Int?

    /// Added to the time of every answer but those of the control paths.
    package var latency: Duration = .zero
    /// A file that gets a JSON line for each request, appended; created with mode 0600.
    package var requestLog: String?
    /// A file that gets a JSON line for each webhook that arrives below `/hooks`, appended; created with mode 0600.
    package var webhookLog: String?
    /// Requests a minute after which answers are 429; nil announces 700 and never enforces it.
    package var rateLimit: Int?
    /// What goes wrong from the start; `POST /_sandbox/faults` replaces them.
    package var faults: [FaultRule] = []

    /// Most records a page of a list has; more asked for is cut to it.
    package var pageSize = 100
    /// Most records a page of an incremental export has.
    package var exportPageSize = 1_000
    /// The age a change must have before the exports show it.
    ///
    /// The vendor's is one minute; zero here, so that a test has nothing to wait for.
    package var exportLag: Duration = .zero

    /// How long an issued access token lives.
    package var tokenLife: Duration = .seconds(7_200)
    /// The OAuth client that may ask for tokens.
    package var clientID = "sandbox-client"
    /// The secret of ``clientID``.
    package var clientSecret = "sandbox-secret"
    /// The user part of basic authentication, without `/token`.
    package var email = "agent@example.com"
    /// The password of basic authentication.
    package var apiToken = "sandbox-api-token"
    /// A bearer token that never expires; empty turns it off.
    package var staticToken = "sandbox-access-token"

    package init() {}
}
