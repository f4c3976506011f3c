import JSON
import Synchronization

/// Counts of what was asked and answered.
final class Traffic: Sendable {
    private struct State {
        var inFlight = 0
        var mostInFlight = 0
        var requests = 0
        var records = 0
        var bytes = 0
        var byStatus: [Int: Int] = [:]
        var byPath: [String: Int] = [:]
        var byFault: [String: Int] = [:]
    }

    private let state = Mutex(State())

    func began() {
        state.withLock { state in
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
        }
    }

    func ended() { state.withLock { $0.inFlight -= 1 } }

    /// Counts a decided answer; status 0 is a cut connection.
    func count(_ entry: RequestLog.Entry, bytes: Int) {
        state.withLock { state in
            state.requests += 1
            state.records += entry.records
            state.bytes += bytes
            state.byStatus[entry.status, default: 0] += 1
            state.byPath[entry.request.pathFamily, default: 0] += 1
            if let fault = entry.fault { state.byFault[fault, default: 0] += 1 }
        }
    }

    /// Starts all counts anew but that of requests in flight.
    func reset() {
        state.withLock { state in
            let inFlight = state.inFlight
            state = State()
            state.inFlight = inFlight
            state.mostInFlight = inFlight
        }
    }

    /// The counts as JSON, keys sorted.
    var summary: JSONValue {
        let state = state.withLock { $0 }
        let byStatus = state.byStatus.map { (key: String($0.key), value: $0.value) }
        return .object(
            JSONObject([
                ("requests", .number(JSONNumber(state.requests))),
                ("records", .number(JSONNumber(state.records))),
                ("body_bytes", .number(JSONNumber(state.bytes))),
                ("in_flight", .number(JSONNumber(state.inFlight))),
                ("max_in_flight", .number(JSONNumber(state.mostInFlight))),
                ("by_status", Traffic.object(byStatus)),
                ("by_path", Traffic.object(state.byPath.map { ($0.key, $0.value) })),
                ("by_fault", Traffic.object(state.byFault.map { ($0.key, $0.value) })),
            ])
        )
    }

    private static func object(_ counts: [(key: String, value: Int)]) -> JSONValue {
        .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .number(JSONNumber($0.value))) }))
    }
}
