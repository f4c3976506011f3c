/// Writes users; their names are invented, their addresses end in `example.com`.
struct UserGenerator: Sendable {
    let seed: UInt64
    let people: People

    func write(_ user: RecordShape, to writer: inout RecordWriter) {
        var dice = Dice(seed: seed, purpose: 2, index: user.index)
        let first = UserGenerator.firstNames[dice.roll(UserGenerator.firstNames.count)]
        let last = UserGenerator.lastNames[dice.roll(UserGenerator.lastNames.count)]
        let role = People.role(of: user.index)
        writer.raw("{\"id\":")
        writer.number(user.id)
        writer.raw(",\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("users/")
        writer.number(user.id)
        writer.raw(".json\",\"name\":")
        writer.string("\(first) \(last)")
        writer.raw(",\"email\":\"user")
        writer.number(user.id)
        writer.raw("@example.com\",\"created_at\":")
        writer.time(user.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(user.updatedAt)
        writer.raw(",\"time_zone\":\"UTC\",\"iana_time_zone\":\"Etc/UTC\",\"phone\":null,\"shared_phone_number\":null")
        writer.raw(",\"photo\":null,\"locale_id\":1,\"locale\":\"en-US\",\"organization_id\":")
        writer.number(role == "end-user" ? people.organization(&dice) : nil)
        writer.raw(",\"role\":")
        writer.string(role)
        writer.raw(",\"verified\":true,\"external_id\":null,\"tags\":[],\"alias\":\"\",\"active\":")
        writer.bool(!user.isDeleted)
        writer.raw(",\"shared\":false,\"shared_agent\":false,\"last_login_at\":null,\"two_factor_auth_enabled\":false")
        writer.raw(",\"signature\":null,\"details\":\"\",\"notes\":\"")
        if user.revision > 0 {
            writer.raw("Revision ")
            writer.number(user.revision)
        }
        writer.raw("\",\"role_type\":null,\"custom_role_id\":null,\"moderator\":false,\"ticket_restriction\":null")
        writer.raw(",\"only_private_comments\":false,\"restricted_agent\":false,\"suspended\":false")
        writer.raw(",\"default_group_id\":")
        writer.number(role == "end-user" ? nil : people.group(&dice))
        writer.raw(",\"report_csv\":false,\"user_fields\":{\"score\":1.0}}")
    }

    /// The organisation of an end-user, or the group of an agent; the same as in the user's record.
    func affiliation(of index: Int) -> Int? {
        var dice = Dice(seed: seed, purpose: 2, index: index)
        _ = dice.roll(UserGenerator.firstNames.count)
        _ = dice.roll(UserGenerator.lastNames.count)
        return People.role(of: index) == "end-user" ? people.organization(&dice) : people.group(&dice)
    }

    private static let firstNames = [
        "Ada", "Björn", "Chloé", "Dmitri", "Emi", "Fatima", "Günter", "Hana", "Ínês", "Jo", "Kwame", "Łucja", "Mai",
        "Noor", "Óscar", "Priya",
    ]
    private static let lastNames = [
        "Åkerman", "Brandt", "Câmara", "D'Sample", "Eksen", "Fjord", "Gómez-Test", "Horváth", "Ibe", "Jansen", "Kõiv",
        "Lindqvist", "Müller", "Nowak", "Østby", "Park",
    ]
}
