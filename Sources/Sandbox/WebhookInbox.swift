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
    /// Arrivals listed by the control plane, the newest ones; the file has all.
    private static let capacity = 20_000

    private struct State {
        var count = 0
        var bytes = 0
        var latest: [JSONValue] = []
    }

    private let state = Mutex(State())
    private let file: Int32?

    /// Opens `path` to append to; throws when it can't be opened.
    init(path: String?) throws(RequestLogError) {
        guard let path else {
            file = nil
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RequestLogError(path: path) }
        file = descriptor
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
