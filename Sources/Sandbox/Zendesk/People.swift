/// Who is an agent, and which organisation and group there are to refer to.
struct People: Sendable {
    let users: Int
    let organizations: Int
    let groups: Int

    init(settings: SandboxSettings) {
        users = settings.users
        organizations = settings.organizations
        groups = settings.groups
    }

    /// The role of the user with `index`: the first is the admin, then one in ten is an agent.
    static func role(of index: Int) -> String {
        if index == 1 { return "admin" }
        return index % 10 == 2 ? "agent" : "end-user"
    }

    func anyUser(_ dice: inout Dice) -> Int { ZendeskResource.users.idBase + 1 + dice.roll(users) }

    /// An agent, or the admin when there is no agent.
    func agent(_ dice: inout Dice) -> Int {
        let agents = (users + 8) / 10
        let index = users < 2 ? 1 : 2 + 10 * dice.roll(agents)
        return ZendeskResource.users.idBase + index
    }

    func organization(_ dice: inout Dice) -> Int? {
        organizations == 0 ? nil : ZendeskResource.organizations.idBase + 1 + dice.roll(organizations)
    }

    func group(_ dice: inout Dice) -> Int? {
        groups == 0 ? nil : ZendeskResource.groups.idBase + 1 + dice.roll(groups)
    }
}
