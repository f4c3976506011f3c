/// The people who own records.
struct HubSpotOwners: Sendable {
    static let idBase = 41_000_000
    /// The id of the user behind the owner with index 0, which doesn't exist.
    static let userBase = 5_000_000

    let count: Int

    /// Every tenth owner has left.
    func isArchived(_ index: Int) -> Bool { index % 10 == 0 }

    func email(_ index: Int) -> String { "owner\(index)@example.com" }

    func write(_ index: Int, to writer: inout RecordWriter) {
        writer.raw("{\"id\":\"")
        writer.number(HubSpotOwners.idBase + index)
        writer.raw("\",\"type\":\"PERSON\",\"email\":")
        writer.string(email(index))
        writer.raw(",\"firstName\":")
        writer.string(HubSpotSamples.firstNames[index % HubSpotSamples.firstNames.count])
        writer.raw(",\"lastName\":")
        writer.string(HubSpotSamples.lastNames[index * 7 % HubSpotSamples.lastNames.count])
        let isArchived = isArchived(index)
        writer.raw(",\"userId\":")
        writer.number(isArchived ? nil : HubSpotOwners.userBase + index)
        writer.raw(",\"userIdIncludingInactive\":")
        writer.number(HubSpotOwners.userBase + index)
        writer.raw(",\"createdAt\":")
        writer.time(Timeline.start + index, fraction: ".000")
        writer.raw(",\"updatedAt\":")
        writer.time(Timeline.start + index * 60, fraction: ".000")
        writer.raw(",\"archived\":")
        writer.bool(isArchived)
        writer.raw(",\"teams\":[{\"id\":\"")
        writer.number(100 + index % 3)
        writer.raw("\",\"name\":\"Vertrieb Süd\",\"primary\":true}]}")
    }
}
