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
    let brands = BrandGenerator()
    let customStatuses = CustomStatusGenerator()
    let memberships: MembershipGenerator
    let ticketMetrics = TicketMetricGenerator()
    let articles: ArticleGenerator
    private let timelines: [ZendeskResource: Timeline]

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
        memberships = MembershipGenerator(users: users)
        articles = ArticleGenerator(seed: settings.seed, people: people, texts: texts)
        timelines = Dictionary(
            uniqueKeysWithValues: ZendeskResource.allCases.map { ($0, Timeline(records: $0.size(in: settings))) }
        )
    }

    func timeline(of resource: ZendeskResource) -> Timeline { timelines[resource] ?? Timeline(records: 1) }
}
