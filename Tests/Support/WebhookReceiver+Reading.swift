import JSON

extension [WebhookReceiver.Arrival] {
    /// The events' names without what they all begin with.
    package var names: [String] { map { String($0.event.split(separator: ":").last ?? "") } }

    /// The records of all record events in order, as bytes.
    package func records() throws -> [[UInt8]] {
        let splitter = PageSplitter(shape: PageShape(records: "payload.records", envelope: [], fields: []))
        return try filter { $0.event == "sync_job_run:record" }.flatMap { arrival in
            let page = try splitter.split(arrival.bytes)
            return page.records.map { [UInt8](page.bytes[$0]) }
        }
    }

    /// How many records came of each resource.
    package var countsByResource: [String: Int] {
        reduce(into: [:]) { counts, arrival in
            guard let records = arrival.payload["records"]?.arrayValue else { return }
            counts[arrival.payload["resource"]?.stringValue ?? "", default: 0] += records.count
        }
    }
}
