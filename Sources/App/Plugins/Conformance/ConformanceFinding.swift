/// One thing that a plugin does wrong with its recorded pages.
struct ConformanceFinding: Sendable, Hashable, CustomStringConvertible {
    enum Check: String, Sendable, CaseIterable {
        /// The recorded pages themselves can't be used.
        case fixture
        /// Every page is asked for as it was recorded, and its records are read.
        case walk
        /// Every record has an id, and no other has it.
        case ids
        /// The walk goes on from each of its cursors.
        case resume
        /// A fault on the way is survived.
        case faults
        /// A refusal is told as what it is.
        case errors
        /// Pages of any size hold the same records.
        case pageSize = "page-size"
        /// A token that has ended is renewed.
        case renewal
        /// Every way of connecting an account signs its requests.
        case credentials
        /// A read by date sends its date as the manifest says.
        case incremental
        /// Secrets are where the authorization puts them, and nowhere else.
        case secrets
        /// Records become the unified ones that are expected.
        case unified
        /// A field that the vendor renames is noticed.
        case renamed
    }

    /// A fixture's name, or the plugin's where it is about all of them.
    let fixture: String
    let check: Check
    let message: String

    var description: String { "\(fixture): \(message) [\(check.rawValue)]" }
}

/// What became of one plugin's recorded pages.
struct ConformanceReport: Sendable {
    let plugin: String
    var fixtures = 0
    var pages = 0
    var records = 0
    /// What was tried, faults and renamed fields one by one.
    var checks = 0
    var findings: [ConformanceFinding] = []
    /// What wasn't tried, and why.
    var notes: [String] = []

    var summary: String {
        let found = findings.isEmpty ? "nothing" : "\(findings.count)"
        return
            "\(plugin): \(found) found (fixtures: \(fixtures), pages: \(pages), records: \(records), checks: \(checks))"
    }
}
