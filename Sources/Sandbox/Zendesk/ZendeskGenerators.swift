/// Everything that turns an index into a record's text.
struct ZendeskGenerators: Sendable {
    /// The host in records' own `url`; the same on every machine, so that a record's bytes are too.
    static let recordHost: StaticString = "https://sandbox.example.com/api/v2/"

    let tickets: TicketGenerator
    let comments: CommentGenerator
    let users: UserGenerator
    let organizations: OrganizationGenerator
    let groups: GroupGenerator
    let ticketFields: TicketFieldGenerator
    private let timelines: [Timeline]

    init(settings: SandboxSettings) {
        let people = People(settings: settings)
        let texts = SampleTexts(seed: settings.seed)
        let fields = TicketFieldGenerator()
        tickets = TicketGenerator(settings: settings, people: people, texts: texts, fields: fields)
        comments = CommentGenerator(
            seed: settings.seed,
            people: people,
            texts: texts,
            timeline: Timeline(records: settings.tickets)
        )
        users = UserGenerator(seed: settings.seed, people: people)
        organizations = OrganizationGenerator()
        groups = GroupGenerator()
        ticketFields = fields
        timelines = ZendeskResource.allCases.map { Timeline(records: $0.size(in: settings)) }
    }

    func timeline(of resource: ZendeskResource) -> Timeline {
        switch resource {
        case .tickets: timelines[0]
        case .users: timelines[1]
        case .organizations: timelines[2]
        case .groups: timelines[3]
        case .ticketFields: timelines[4]
        }
    }
}
