import HTTPTypes
import JSON
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The receiving end of webhooks: takes any POST below `/hooks`, and remembers what came.
///
/// Latency and faults hit it as they hit the vendor's paths; a rule's `match` may also be an event's name.
final class WebhookInbox: Sendable {
    static let prefix = "/hooks"
    /// Tells what arrived; with `?after=N` as soon as there are more than N.
    static let controlPath = "/_sandbox/webhooks"
    /// Arrivals listed by the control plane, the newest ones; the file has all.
    private static let capacity = 20_000

    private struct State {
        var count = 0
        var bytes = 0
        var latest: [JSONValue] = []
    }

    private let state: Mutex<State>
    private let file: Int32?

    /// Opens `path` to append to, and goes on with the numbers in it; throws when it can't be opened.
    init(path: String?) throws(RequestLogError) {
        guard let path else {
            file = nil
            state = Mutex(State())
            return
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RequestLogError(path: path) }
        file = descriptor
        state = Mutex(State(count: WebhookInbox.lines(of: descriptor)))
    }

    private static func lines(of file: Int32) -> Int {
        var lines = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return lines }
            lines += buffer[..<count].count { $0 == UInt8(ascii: "\n") }
        }
    }

    deinit {
        if let file { close(file) }
    }

    /// Notes an arrival and what it is answered with; 0 for a connection that is cut instead.
    ///
    /// The file gets a line of `{n, path, id, event, status, headers, body}`, whole, before the answer goes out.
    func note(_ request: SandboxRequest, status: Int) {
        let head = WebhookInbox.head(of: request.body)
        state.withLock { state in
            state.count += 1
            state.bytes += request.body.count
            var line: JSONObject = [
                "n": .number(JSONNumber(state.count)), "path": .string(request.path),
                "id": .string(head["id"] ?? ""), "event": .string(head["event"] ?? ""),
                "status": .number(JSONNumber(status)),
            ]
            state.latest.append(.object(line))
            if state.latest.count > WebhookInbox.capacity { state.latest.removeFirst(WebhookInbox.capacity / 2) }
            guard let file else { return }
            var headers = JSONObject()
            for field in request.headers { headers[field.name.canonicalName] = .string(field.value) }
            line["headers"] = .object(headers)
            line["body"] = .string(String(decoding: request.body, as: UTF8.self))
            let bytes = JSONValue.object(line).bytes + [UInt8(ascii: "\n")]
            _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        }
    }

    /// Returns when more than `count` webhooks have arrived, or after a second.
    func arrival(after count: Int) async throws {
        for _ in 0..<100 where state.withLock({ $0.count }) <= count {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// `{count, bytes, result: [{n, path, id, event, status}]}`, oldest first.
    var summary: JSONValue {
        state.withLock { state in
            [
                "count": .number(JSONNumber(state.count)), "bytes": .number(JSONNumber(state.bytes)),
                "result": .array(state.latest),
            ]
        }
    }

    /// The event's name, when the body begins as an envelope does.
    static func event(in body: [UInt8]) -> String? { head(of: body)["event"] }

    /// The texts at the start of an envelope, read without the rest of it.
    private static func head(of body: [UInt8]) -> [String: String] {
        let start = String(decoding: body.prefix(300), as: UTF8.self)
        var found: [String: String] = [:]
        for key in ["id", "event"] {
            guard let range = start.firstRange(of: "\"\(key)\":\"") else { continue }
            found[key] = String(start[range.upperBound...].prefix { $0 != "\"" })
        }
        return found
    }
}
