import Domain
import JSON

/// Turns a run's records into events for its webhook, as the bytes that the vendor sent.
struct WebhookSink: Sink {
    let run: SyncJobRun
    let webhook: Webhook
    let tenantID: String?
    let gate: OutboxGate

    func enter() async throws { try await gate.enter() }

    func leave(with commit: PageCommit?) { gate.leave(with: commit?.events.count { $0.type == .record } ?? 0) }

    func add(_ page: Page, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit) {
        guard isSent(.record), !page.split.records.isEmpty else { return }
        let records = page.split.records
        let (opening, closing) = payload(of: node)
        let frame = envelope(.record, place, part: "0", at: commit.at)
        let ending = EventEnvelope.ending(for: webhook.id).count
        let taken = frame.head.count + opening.count + closing.count + frame.tail.count + ending
        let parts = EventParts.split(
            records.indices.map { page.deliveredSize(of: $0) },
            room: webhook.limits.maxBytes - taken,
            maxRecords: webhook.limits.maxRecords
        )
        for (number, part) in parts.enumerated() {
            let envelope = envelope(.record, place, part: "\(number)", at: commit.at)
            var body = envelope.head + opening
            body.reserveCapacity(taken + part.reduce(0) { $0 + page.deliveredSize(of: $1) + 1 })
            for index in part {
                if index > part.lowerBound { body.append(UInt8(ascii: ",")) }
                page.deliver(index, to: &body)
            }
            body += closing
            body += envelope.tail
            commit.events.append(envelope.event(body))
        }
        commit.counters.persisted = records.count
    }

    func add(_ error: RunError, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit) {
        guard run.errorHandling == .ignore, isSent(.recordError) else { return }
        let payload = error.payload(of: run, resource: node.source.resource, method: node.source.method)
        commit.events.append(envelope(.recordError, place, part: "error", at: commit.at).event(.object(payload)))
    }

    private func isSent(_ type: EventType) -> Bool { run.eventsToSend?.contains(type) ?? true }

    private func envelope(_ type: EventType, _ place: PagePlace, part: String, at now: Timestamp) -> EventEnvelope {
        EventEnvelope(
            id: EventID.of(place, run: run.id, part: part),
            type: type,
            environmentID: run.environmentID,
            tenantID: tenantID,
            createdAt: now
        )
    }

    /// What stands before and after the records of a node's events.
    private func payload(of node: PlannedNode) -> (opening: [UInt8], closing: [UInt8]) {
        let head: JSONObject = [
            "sync_job_run_id": .string(run.id.rawValue), "sync_job_id": .string(run.syncJobID.rawValue),
            "integrated_account_id": .string(run.accountID.rawValue), "resource": .string(node.source.resource),
            "method": .string(node.source.method), "name": .string(node.source.label),
        ]
        let opening = JSONValue.object(head).bytes.dropLast() + Array(#","records":["#.utf8)
        let closing = Array("],\"args\":".utf8) + JSONValue.object(run.args).bytes + Array(",\"meta\":{}}".utf8)
        return (Array(opening), closing)
    }
}

extension Page {
    private static let remoteKey = Array(",\"remote_data\":".utf8)

    /// Bytes of a record as it is delivered.
    fileprivate func deliveredSize(of index: Int) -> Int {
        split.records[index].count + (remote.map { $0.records[index].count + Page.remoteKey.count } ?? 0)
    }

    /// A unified record has the vendor's own inside, as `remote_data`.
    fileprivate func deliver(_ index: Int, to body: inout [UInt8]) {
        let record = split.bytes[split.records[index]]
        guard let remote else {
            body += record
            return
        }
        // An object without members has no comma to follow.
        let isEmpty = record.count == 2
        body += record.dropLast()
        body += isEmpty ? Page.remoteKey.dropFirst() : Page.remoteKey[...]
        body += remote.bytes[remote.records[index]]
        body.append(UInt8(ascii: "}"))
    }
}
