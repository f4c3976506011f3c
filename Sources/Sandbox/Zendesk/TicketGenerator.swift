/// Writes tickets.
struct TicketGenerator: Sendable {
    private let seed: UInt64
    private let people: People
    private let texts: SampleTexts
    /// The value of `custom_fields` with its brackets, in as many forms as tickets choose from.
    private let customFields: [[UInt8]]
    private var descriptionBytes = 0

    init(settings: SandboxSettings, people: People, texts: SampleTexts, fields: TicketFieldGenerator) {
        seed = settings.seed
        self.people = people
        self.texts = texts
        customFields = (0..<7).map { variant in
            var writer = RecordWriter(reserving: 64 * settings.ticketFields)
            writer.raw("[")
            for index in 1..<settings.ticketFields + 1 {
                if index > 1 { writer.raw(",") }
                fields.writeValue(of: index, variant: variant, to: &writer)
            }
            writer.raw("]")
            return writer.bytes
        }
        let sample = RecordShape(
            index: 1,
            id: 10_000,
            revision: 0,
            createdAt: Timeline.start,
            updatedAt: Timeline.start,
            isDeleted: false
        )
        var writer = RecordWriter(reserving: 4_096)
        write(sample, to: &writer)
        descriptionBytes = max(0, settings.ticketBytes - writer.bytes.count)
    }

    /// The ids of everybody whom a ticket names.
    func people(of index: Int) -> [Int] {
        var dice = Dice(seed: seed, purpose: 1, index: index)
        return [people.anyUser(&dice), people.agent(&dice)]
    }

    func write(_ ticket: RecordShape, to writer: inout RecordWriter) {
        var dice = Dice(seed: seed, purpose: 1, index: ticket.index)
        let requester = people.anyUser(&dice)
        let agent = people.agent(&dice)
        let group = people.group(&dice)
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("tickets/")
        writer.number(ticket.id)
        writer.raw(".json\",\"id\":")
        writer.number(ticket.id)
        writer.raw(",\"external_id\":")
        if dice.roll(4) == 0 { writer.raw("\"ext/\\u00e9-\\\"7\\\"\"") } else { writer.raw("null") }
        writer.raw(TicketGenerator.via[dice.roll(TicketGenerator.via.count)])
        writer.raw(",\"created_at\":")
        writer.time(ticket.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(ticket.updatedAt)
        writeText(ticket, dice: &dice, to: &writer)
        writer.raw(TicketGenerator.priorities[dice.roll(TicketGenerator.priorities.count)])
        let status = dice.roll(TicketGenerator.statuses.count)
        writer.raw(ticket.isDeleted ? TicketGenerator.deletedStatus : TicketGenerator.statuses[status])
        writer.raw(",\"recipient\":null,\"requester_id\":")
        writer.number(requester)
        writer.raw(",\"submitter_id\":")
        writer.number(dice.roll(3) == 0 ? agent : requester)
        writer.raw(",\"assignee_id\":")
        writer.number(status == 0 ? nil : agent)
        writer.raw(",\"organization_id\":")
        writer.number(people.organization(&dice))
        writer.raw(",\"group_id\":")
        writer.number(group)
        writer.raw(",\"collaborator_ids\":[")
        writer.number(agent)
        writer.raw("],\"follower_ids\":[")
        writer.number(agent)
        writer.raw("],\"email_cc_ids\":[],\"forum_topic_id\":null,\"problem_id\":null,\"has_incidents\":false")
        writer.raw(",\"is_public\":true,\"due_at\":")
        if dice.roll(5) == 0 { writer.time(ticket.createdAt + 604_800) } else { writer.raw("null") }
        writer.raw(TicketGenerator.tags[dice.roll(TicketGenerator.tags.count)])
        writer.raw(",\"custom_fields\":")
        writer.raw(customFields[dice.roll(customFields.count)])
        writer.raw(TicketGenerator.ratings[dice.roll(TicketGenerator.ratings.count)])
        writer.raw(",\"sharing_agreement_ids\":[],\"custom_status_id\":")
        writer.number(ZendeskResource.customStatuses.idBase + (ticket.isDeleted ? 5 : min(status, 4) + 1))
        writer.raw(TicketGenerator.ending)
    }

    private func writeText(_ ticket: RecordShape, dice: inout Dice, to writer: inout RecordWriter) {
        let subject = texts.subjects[dice.roll(texts.subjects.count)]
        writer.raw(TicketGenerator.types[dice.roll(TicketGenerator.types.count)])
        writer.raw(",\"subject\":\"")
        writer.raw(subject)
        writeRevision(ticket, to: &writer)
        writer.raw(",\"raw_subject\":\"")
        writer.raw(subject)
        writeRevision(ticket, to: &writer)
        writer.raw(",\"description\":\"")
        texts.write(descriptionBytes, startingAt: dice.roll(texts.count), to: &writer)
        writer.raw("\"")
    }

    private func writeRevision(_ ticket: RecordShape, to writer: inout RecordWriter) {
        if ticket.revision > 0 {
            writer.raw(" (revision ")
            writer.number(ticket.revision)
            writer.raw(")")
        }
        writer.raw("\"")
    }

    private static let via = ["web", "email", "api"].map { channel in
        Array(#","via":{"channel":"\#(channel)","source":{"from":{},"to":{},"rel":null}}"#.utf8)
    }
    private static let types = [#""question""#, #""incident""#, #""problem""#, #""task""#, "null"].map { type in
        Array(#","type":\#(type)"#.utf8)
    }
    private static let priorities = [#""low""#, #""normal""#, #""high""#, #""urgent""#, "null"].map { priority in
        Array(#","priority":\#(priority)"#.utf8)
    }
    private static let statuses = ["new", "open", "pending", "hold", "solved", "closed"].map { status in
        Array(#","status":"\#(status)""#.utf8)
    }
    private static let deletedStatus = Array(#","status":"deleted""#.utf8)
    private static let tags = ["[]", #"["vip"]"#, #"["billing","größe_xl"]"#, #"["export","beta","日本"]"#].map { tags in
        Array(#","tags":\#(tags)"#.utf8)
    }
    private static let ratings = [
        #"{"score":"unoffered"}"#, #"{"score":"offered"}"#,
        #"{"id":9007199254741993,"score":"good","comment":"Très bien \ud83d\udc4d"}"#, "null",
    ].map { rating in Array(#","satisfaction_rating":\#(rating)"#.utf8) }
    private static let ending = Array(
        (#","followup_ids":[],"#
            + #""ticket_form_id":360000417393,"brand_id":360002189593,"allow_channelback":false,"#
            + #""allow_attachments":true,"from_messaging_channel":false}"#).utf8
    )
}
