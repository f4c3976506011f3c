/// The people who own records.
struct HubSpotOwners: Sendable {
    static let idBase = 41_000_000

    let count: Int

    /// Every tenth owner has left.
    func isArchived(_ index: Int) -> Bool { index % 10 == 0 }

    func write(_ index: Int, to writer: inout RecordWriter) {
        writer.raw("{\"id\":\"")
        writer.number(HubSpotOwners.idBase + index)
        writer.raw("\",\"type\":\"PERSON\",\"email\":\"owner")
        writer.number(index)
        writer.raw("@example.com\",\"firstName\":")
        writer.string(HubSpotSamples.firstNames[index % HubSpotSamples.firstNames.count])
        writer.raw(",\"lastName\":")
        writer.string(HubSpotSamples.lastNames[index * 7 % HubSpotSamples.lastNames.count])
        let isArchived = isArchived(index)
        writer.raw(",\"userId\":")
        writer.number(isArchived ? nil : 5_000_000 + index)
        writer.raw(",\"userIdIncludingInactive\":")
        writer.number(5_000_000 + index)
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
