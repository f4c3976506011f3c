import Domain
import Foundation
import Persistence

/// Watches a run in the database and prints how it gets on.
struct RunFollower: Sendable {
    let runs: SQLiteRunStore
    let run: SyncJobRun.ID
    let environment: Domain.Environment.ID

    /// Returns when the run has ended, with a line printed for each change, twice a second at most.
    func follow() async throws -> RunReceipt {
        var last = ""
        while true {
            guard let current = try await runs.run(run, in: environment) else {
                throw CommandFailure("the run is gone")
            }
            let stats = try await runs.stats(of: [run])[run] ?? []
            let line = progress(current, stats)
            if line != last { print(line) }
            // Seen as it happens, also through a pipe.
            fflush(nil)
            last = line
            if current.status.isFinal {
                return RunReceipt(run: current, stats: stats, errors: try await runs.errors(of: run, limit: 100))
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func progress(_ run: SyncJobRun, _ stats: [NodeStats]) -> String {
        let nodes = stats.map { stat in
            let retries = stat.counters.retries > 0 ? " (\(stat.counters.retries) retries)" : ""
            let errors = stat.counters.errors > 0 ? " (\(stat.counters.errors) errors)" : ""
            return "\(stat.label) \(stat.counters.fetched)\(retries)\(errors)"
        }
        return ([run.status.name.rawValue] + nodes).joined(separator: "  ")
    }
}
