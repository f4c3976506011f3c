import Crypto
import Domain

/// The ids of a run's events: the same page of the same call gives the same ids, on any server and after any crash.
enum EventID {
    /// UUIDv5 of run, node, item, round, cursor and part.
    ///
    /// The item's context is in it too: a power cut may take items back, and others then get their numbers. So is the
    /// round, since a call that starts anew may find other records behind the same cursor.
    static func of(_ place: PagePlace, run: SyncJobRun.ID, part: String) -> Event.ID {
        let item = place.item
        let parts = [
            run.rawValue, "\(item.node)", "\(item.id)", "\(item.loopIndex ?? -1)", item.context, "\(place.round)",
            place.cursor.map { "at \($0.text)" } ?? "", part,
        ]
        // With their lengths, so that no two lists of parts are the same text.
        let name = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
        return Event.ID(UUIDText.version5(Insecure.SHA1.hash(data: UUIDText.namespace + Array(name.utf8))))
    }
}

/// Which page of a run: the item it belongs to, how often that began anew, and the cursor that the page was asked with.
struct PagePlace: Sendable {
    let item: WorkItem
    let round: Int
    let cursor: Cursor?
}
