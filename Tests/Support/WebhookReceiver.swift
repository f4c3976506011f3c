import Foundation
package import JSON

/// A receiver of webhooks as a process of its own, which may vanish and come back at the same address.
package final class WebhookReceiver: Sendable {
    /// One arrival, as it came.
    package struct Arrival: Sendable {
        package let id: String
        package let event: String
        /// What it was answered with; 0 when the connection was cut instead.
        package let status: Int
        package let headers: JSONObject
        package let bytes: [UInt8]

        package var body: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
        package var payload: JSONValue { body["payload"] ?? .null }
        package var isTaken: Bool { status == 200 }
    }

    private let folder: TemporaryFolder
    private let arguments: [String]
    package let sandbox: SandboxProcess

    /// Starts it on a free port; `arguments` as of `sluice sandbox`.
    package convenience init(_ arguments: [String] = []) async throws {
        try await self.init(folder: TemporaryFolder(), arguments: arguments, port: "0")
    }

    private init(folder: TemporaryFolder, arguments: [String], port: String) async throws {
        self.folder = folder
        self.arguments = arguments
        sandbox = try await SandboxProcess(
            ["--port", port, "--webhook-log", folder.path + "/webhooks"] + arguments
        )
    }

    package var url: String { sandbox.base + "/hooks" }

    /// The file of everything that arrived: a JSON object a line, with `headers` and `body`.
    package var logPath: String { folder.path + "/webhooks" }

    /// Ends the process without warning, as a machine that is switched off.
    package func vanish() async { await sandbox.process.killNow() }

    /// A new process at the address of the one that vanished, with all that had arrived there.
    package func comeBack() async throws -> WebhookReceiver {
        let port = sandbox.base.split(separator: ":").last.map(String.init) ?? "0"
        return try await WebhookReceiver(folder: folder, arguments: arguments, port: port)
    }

    /// Everything that arrived so far, in order, at this process and those before it.
    package func arrivals() throws -> [Arrival] {
        let text = FileManager.default.contents(atPath: logPath) ?? Data()
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            let value = try JSONValue(parsing: Array(line), limits: JSONLimits(maxDepth: 512, maxBytes: 200 << 20))
            return Arrival(
                id: value["id"]?.stringValue ?? "",
                event: value["event"]?.stringValue ?? "",
                status: value["status"]?.intValue ?? 0,
                headers: value["headers"]?.objectValue ?? JSONObject(),
                bytes: Array((value["body"]?.stringValue ?? "").utf8)
            )
        }
    }

    /// What was taken, each id once, in the order of first taking.
    package func taken() throws -> [Arrival] {
        var seen: Set<String> = []
        return try arrivals().filter { $0.isTaken && seen.insert($0.id).inserted }
    }

    /// Returns when `isEnough` says so of what was taken.
    package func waitUntil(_ isEnough: ([Arrival]) -> Bool) async throws -> [Arrival] {
        while true {
            let count = try arrivals().count
            let taken = try taken()
            if isEnough(taken) { return taken }
            try await sandbox.waitForWebhook(after: count)
        }
    }

    /// Returns when `isEnough` says so of everything that arrived, taken or not.
    package func waitForArrivals(_ isEnough: ([Arrival]) -> Bool) async throws {
        while true {
            let arrivals = try arrivals()
            if isEnough(arrivals) { return }
            try await sandbox.waitForWebhook(after: arrivals.count)
        }
    }

    /// Replaces the rules by which answers go wrong; see `FaultRule`.
    package func setFaults(_ rules: JSONValue) async throws { try await sandbox.setFaults(rules) }
}
