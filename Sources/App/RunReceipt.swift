import Domain

/// What a run did, as a table for a terminal.
struct RunReceipt {
    let run: SyncJobRun
    let stats: [NodeStats]
    let errors: [RunError]

    /// How long the run took; zero while it hasn't ended.
    private var seconds: Double {
        guard let start = run.status.startedAt, let end = run.status.finishedAt else { return 0 }
        return Double((end - start).milliseconds) / 1000
    }

    var text: String {
        let header = [
            "node", "requests", "pages", "records", "created", "updated", "unchanged", "retries", "errors", "waited",
            "records/s",
        ]
        let rows = stats.map { stat in
            let counters = stat.counters
            let rate = seconds > 0 ? Int((Double(counters.fetched) / seconds).rounded()) : 0
            return ["\(stat.label).\(stat.method)"]
                + [
                    counters.requests, counters.pages, counters.fetched, counters.created, counters.updated,
                    counters.unchanged, counters.retries, counters.errors,
                ].map(String.init) + ["\(Double(counters.waitMilliseconds / 100) / 10) s", "\(rate)"]
        }
        var lines = ["run \(run.id): \(verdict)", "", TextTable(header: header, rows: rows).text]
        for error in errors.prefix(5) { lines.append("  \(error.label): \(error.kind): \(error.message)") }
        if errors.count > 5 { lines.append("  … GET /sync-job-run/\(run.id) has more") }
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        var words = run.status.name.rawValue
        if let result = run.status.result { words += ", \(result.rawValue)" }
        if let failure = run.status.failure { words += " (\(failure.kind): \(failure.message))" }
        if run.status.isFinal { words += ", \(seconds) s" }
        if run.resumes > 0 { words += ", resumed \(run.resumes)×" }
        return words
    }
}

/// Columns of text: the first to the left, the others to the right.
struct TextTable {
    let header: [String]
    let rows: [[String]]

    var text: String {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([header] + rows).map { row in
            row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + blanks : blanks + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
