/// What a property's value is made from: a record as it is at one moment.
struct HubSpotRecord: Sendable {
    let kind: HubSpotKind
    let index: Int
    let seed: UInt64
    /// Changes since the start.
    let revision: Int
    let createdAt: Int
    let updatedAt: Int
    let isArchived: Bool
    /// Properties that were set since the start; nil values are null.
    let set: [String: String?]
    let sizes: HubSpotSizes

    var id: Int { kind.idBase + index }

    /// A number that looks random, 0 to `count` - 1, the same for the same record and purpose.
    func roll(_ purpose: UInt64, _ count: Int) -> Int {
        var dice = Dice(seed: seed, purpose: 100 + purpose, index: id)
        return dice.roll(count)
    }

    func pick(_ purpose: UInt64, _ texts: [String]) -> HubSpotValue { .text(texts[roll(purpose, texts.count)]) }

    /// One of `texts`, or in one of `every` cases null.
    func perhaps(_ purpose: UInt64, _ texts: [String], nullEvery every: Int = 4) -> HubSpotValue {
        roll(purpose + 50, every) == 0 ? .null : pick(purpose, texts)
    }

    func value(of property: HubSpotProperty) -> HubSpotValue {
        if !set.isEmpty, let value = set[property.name] { return value.map { .text($0) } ?? .null }
        return property.value(self)
    }
}

/// How many records of each type there are at the start, to refer to.
struct HubSpotSizes: Sendable {
    let contacts: Int
    let companies: Int
    let owners: Int

    init(_ settings: SandboxSettings) {
        contacts = settings.hubspotContacts
        companies = settings.hubspotCompanies
        owners = settings.hubspotOwners
    }
}
