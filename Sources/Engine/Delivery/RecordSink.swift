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
        let remoteBytes = page.remote?.bytes ?? []
        for (index, range) in page.split.records.enumerated() {
            let remote = page.remote?.records[index]
            let hash =
                remote.map { Fingerprint.digest(of: bytes[range], and: remoteBytes[$0]) }
                ?? Fingerprint.digest(of: bytes[range])
            var id = page.id(of: index)
            if id == nil { commit.counters.withoutID += 1 }
            id = id ?? "sha256:\(Fingerprint.hex(Array(hash.prefix(16))))"
            rows.append(RecordBatch.Row(id: id ?? "", range: range, remote: remote, hash: hash))
        }
        commit.counters.persisted = rows.count
        commit.records = RecordBatch(resource: node.source.resource, bytes: bytes, remoteBytes: remoteBytes, rows: rows)
    }

    func add(_ error: RunError, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit) {}
}
