/// Every setting of the server, in the order of the documentation.
enum Settings {
    static let all: [Setting] = [
        host, port, publicURL, dataDir, pluginsDir, encryptionKey, allowPrivateNetworks, logLevel, noBackup,
        parallelRuns,
        callsPerAccount,
        lease, retryAttempts, retryFirstDelay, retryCeiling, connectTimeout, idleTimeout, totalTimeout, maxBodyMB,
        openPages, parallelDeliveries, deliveryFirstDelay, deliveryCeiling, eventDays, stopTimeout,
    ]

    static let host = Setting(
        name: "host",
        kind: .text,
        standard: "127.0.0.1",
        meaning: "The address to listen on."
    )
    static let port = Setting(
        name: "port",
        kind: .integer(0...65_535),
        standard: "8080",
        meaning: "The port to listen on; 0 takes a free one."
    )
    static let publicURL = Setting(
        name: "public-url",
        kind: .webAddress,
        standard: nil,
        meaning:
            "Where browsers find this server, behind a TLS proxy (`https://sluice.example.com`); without it where it "
            + "listens. Vendors send browsers back to `/connect-account/callback` below it."
    )
    static let dataDir = Setting(
        name: "data-dir",
        kind: .text,
        standard: "./data",
        meaning: "The folder of the database and the key; made when missing."
    )
    static let pluginsDir = Setting(
        name: "plugins-dir",
        kind: .text,
        standard: nil,
        meaning:
            "A folder of plugins, `NAME/NAME.yaml` each, that add integrations or replace built-in ones. A changed file "
            + "counts within seconds; a broken one is told in the log, and the one before stays in use."
    )
    static let encryptionKey = Setting(
        name: "encryption-key",
        kind: .text,
        standard: nil,
        meaning: "32 bytes as base64 that credentials are sealed with; without it the file encryption.key of the data "
            + "folder is used, and made at the first start.",
        isSecret: true
    )
    static let allowPrivateNetworks = Setting(
        name: "allow-private-networks",
        kind: .flag,
        standard: "false",
        meaning: "Whether vendors may be called on private addresses and by plain http."
    )
    static let logLevel = Setting(
        name: "log-level",
        kind: .word(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        standard: "info",
        meaning: "The least that is logged."
    )
    static let noBackup = Setting(
        name: "no-backup",
        kind: .flag,
        standard: "false",
        meaning: "Whether to migrate without copying the database first."
    )
    static let parallelRuns = Setting(
        name: "parallel-runs",
        kind: .integer(1...256),
        standard: "4",
        meaning: "Runs executed at the same time."
    )
    static let callsPerAccount = Setting(
        name: "calls-per-account",
        kind: .integer(1...256),
        standard: "16",
        meaning: "Calls in flight for one account at most."
    )
    static let lease = Setting(
        name: "lease",
        kind: .seconds(1...3600),
        standard: "60",
        meaning: "How long a run's server may be silent before another may take the run."
    )
    static let retryAttempts = Setting(
        name: "retry-attempts",
        kind: .integer(1...100),
        standard: "6",
        meaning: "Tries of one page, the first included."
    )
    static let retryFirstDelay = Setting(
        name: "retry-first-delay",
        kind: .seconds(0.001...60),
        standard: "1",
        meaning: "The longest wait before the second try; it doubles with each further one."
    )
    static let retryCeiling = Setting(
        name: "retry-ceiling",
        kind: .seconds(0.001...3600),
        standard: "60",
        meaning: "The longest wait between two tries."
    )
    static let connectTimeout = Setting(
        name: "connect-timeout",
        kind: .seconds(0.1...300),
        standard: "10",
        meaning: "How long connecting to a vendor may take."
    )
    static let idleTimeout = Setting(
        name: "idle-timeout",
        kind: .seconds(0.1...3600),
        standard: "60",
        meaning: "How long a vendor may be silent before and within an answer."
    )
    static let totalTimeout = Setting(
        name: "total-timeout",
        kind: .seconds(0.1...3600),
        standard: "300",
        meaning: "How long a whole answer may take."
    )
    static let maxBodyMB = Setting(
        name: "max-body-mb",
        kind: .integer(1...1024),
        standard: "64",
        meaning: "MiB of one answer of a vendor at most."
    )
    static let openPages = Setting(
        name: "open-pages",
        kind: .integer(1...100_000),
        standard: "100",
        meaning: "Pages of a run that are being fetched or wait for its webhook at most; 1 sends each page before the "
            + "next is asked for."
    )
    static let parallelDeliveries = Setting(
        name: "parallel-deliveries",
        kind: .integer(1...1024),
        standard: "16",
        meaning: "Events under way to webhooks at the same time."
    )
    static let deliveryFirstDelay = Setting(
        name: "delivery-first-delay",
        kind: .seconds(0.001...60),
        standard: "1",
        meaning: "The longest wait before an event's second try; it doubles with each further one."
    )
    static let deliveryCeiling = Setting(
        name: "delivery-ceiling",
        kind: .seconds(0.001...3600),
        standard: "300",
        meaning: "The longest wait between two tries of an event."
    )
    static let eventDays = Setting(
        name: "event-days",
        kind: .integer(0...3650),
        standard: "7",
        meaning: "Days that delivered events are kept for replays; 0 keeps them for ever."
    )
    static let stopTimeout = Setting(
        name: "stop-timeout",
        kind: .seconds(0.1...600),
        standard: "10",
        meaning: "How long requests may go on after SIGTERM before the server ends."
    )

    /// The table for `--help`.
    static var help: String {
        let rows = all.map { setting in
            let usual = setting.standard.map { " (\($0))" } ?? ""
            return "  --\(setting.name)\(usual)\n      \(setting.meaning)"
        }
        return """
            Settings, each also a variable (--data-dir is SLUICE_DATA_DIR) or a line of the file named by --config \
            (SLUICE_CONFIG). A flag wins over a variable, a variable over the file:

            \(rows.joined(separator: "\n"))
            """
    }

    /// The page docs/configuration.md.
    static var page: String {
        let rows = all.map { setting in
            let usual = setting.standard.map { "`\($0)`" } ?? "–"
            return "| `--\(setting.name)` | `\(setting.variable)` | \(usual) | \(setting.unit) | \(setting.meaning) |"
        }
        return """
            # Configuration

            Made from `Sources/App/Settings.swift` by `make docs`; edit it there.

            Every setting is a flag of each command, a variable, and a line `SLUICE_NAME=value` of the file that \
            `--config` or `SLUICE_CONFIG` names. A flag wins over a variable, a variable over the file.

            | flag | variable | default | values | meaning |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
