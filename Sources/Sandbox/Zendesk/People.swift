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

    /// How many of the first `count` users are neither agent nor admin.
    static func endUsers(of count: Int) -> Int { count == 0 ? 0 : count - 1 - (count + 8) / 10 }

    /// The index of the `number`-th user who is neither agent nor admin, from 1.
    static func endUser(_ number: Int) -> Int {
        guard number > 8 else { return number + 2 }
        let (block, place) = (number - 9).quotientAndRemainder(dividingBy: 9)
        return 10 * (block + 1) + (place == 0 ? 1 : place + 2)
    }

    /// The index of the `number`-th user who is agent or admin, from 1.
    static func staff(_ number: Int) -> Int { number == 1 ? 1 : 10 * (number - 2) + 2 }

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
