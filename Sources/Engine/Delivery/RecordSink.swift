import Domain
import JSON

/// Stores a run's records in the record store.
struct RecordSink: Sink {
    func enter() async throws {}

    func leave(with commit: PageCommit?) {}

    func add(_ page: Page, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit) {
        let bytes = page.split.bytes
        var rows: [RecordBatch.Row] = []
        rows.reserveCapacity(page.split.records.count)
        for (index, range) in page.split.records.enumerated() {
            let hash = Fingerprint.digest(of: bytes[range])
            if let id = page.id(of: index) {
                rows.append(RecordBatch.Row(id: id, range: range, hash: hash))
            } else {
                commit.counters.withoutID += 1
                let id = "sha256:\(Fingerprint.hex(Array(hash.prefix(16))))"
                rows.append(RecordBatch.Row(id: id, range: range, hash: hash))
            }
        }
        commit.counters.persisted = rows.count
        commit.records = RecordBatch(resource: node.source.resource, bytes: bytes, rows: rows)
    }

    func add(_ error: RunError, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit) {}
}
