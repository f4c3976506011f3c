/// Which records belong to which, as a function of their indexes.
struct HubSpotAssociations: Sendable {
    /// One kind of link, by its number and label in one direction.
    struct Label: Sendable {
        let typeID: Int
        let label: String?
    }

    let sizes: HubSpotSizes
    /// The highest index of a type.
    let total: @Sendable (HubSpotKind) -> Int

    /// The company of a contact, deal or ticket; nil for every fourth one and for companies.
    static func company(of record: HubSpotRecord) -> Int? { company(of: record.index, record.kind, record.sizes) }

    private static func company(of index: Int, _ kind: HubSpotKind, _ sizes: HubSpotSizes) -> Int? {
        guard kind != .companies, index % 4 != 0, sizes.companies > 0 else { return nil }
        return (index - 1) % sizes.companies + 1
    }

    private static func contact(of index: Int, _ kind: HubSpotKind, _ sizes: HubSpotSizes) -> Int? {
        guard kind == .deals || kind == .tickets, sizes.contacts > 0 else { return nil }
        return (index - 1) % sizes.contacts + 1
    }

    /// Indexes of the records of type `target` that belong to a record.
    func indexes(of index: Int, _ kind: HubSpotKind, to target: HubSpotKind) -> [Int] {
        switch target {
        case .companies: return HubSpotAssociations.company(of: index, kind, sizes).map { [$0] } ?? []
        case .contacts where kind != .companies:
            return HubSpotAssociations.contact(of: index, kind, sizes).map { [$0] } ?? []
        case .contacts, .deals, .tickets:
            let parents = kind == .companies ? sizes.companies : sizes.contacts
            guard kind == .companies || kind == .contacts, kind != target, index <= parents else { return [] }
            return stride(from: index, through: total(target), by: max(1, parents)).filter { child in
                kind == .contacts || HubSpotAssociations.company(of: child, target, sizes) != nil
            }
        }
    }

    /// The labels of the links between two types; a company is also somebody's primary one.
    static func labels(from kind: HubSpotKind, to target: HubSpotKind) -> [Label] {
        switch (kind, target) {
        case (.contacts, .companies): [Label(typeID: 1, label: "Primary"), Label(typeID: 279, label: nil)]
        case (.companies, .contacts): [Label(typeID: 2, label: "Primary"), Label(typeID: 280, label: nil)]
        case (.deals, .contacts): [Label(typeID: 3, label: nil)]
        case (.contacts, .deals): [Label(typeID: 4, label: nil)]
        case (.deals, .companies): [Label(typeID: 5, label: "Primary"), Label(typeID: 341, label: nil)]
        case (.companies, .deals): [Label(typeID: 6, label: "Primary"), Label(typeID: 342, label: nil)]
        case (.contacts, .tickets): [Label(typeID: 15, label: nil)]
        case (.tickets, .contacts): [Label(typeID: 16, label: nil)]
        case (.companies, .tickets): [Label(typeID: 25, label: "Primary"), Label(typeID: 340, label: nil)]
        case (.tickets, .companies): [Label(typeID: 26, label: "Primary"), Label(typeID: 339, label: nil)]
        default: []
        }
    }
}
