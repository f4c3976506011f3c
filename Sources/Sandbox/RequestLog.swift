import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Every request in order, as JSON lines: the last 200,000 in memory, all of them in a file if one is named.
final class RequestLog: Sendable {
    /// Lines kept in memory.
    static let capacity = 200_000

    /// A request and what was decided about it; never a token.
    struct Entry: Sendable {
        let request: SandboxRequest
        /// 0 when the connection was cut without an answer.
        let status: Int
        let fault: String?
        let records: Int
    }

    private struct State {
        var lastNumber = 0
        /// The number of the line before the first of `lines`.
        var dropped = 0
        var lines: [[UInt8]] = []
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

    /// Numbers, keeps and writes a line; the file gets it in one `write`, so that lines of a crash are whole.
    func append(_ entry: Entry) {
        state.withLock { state in
            state.lastNumber += 1
            let line = RequestLog.line(entry, number: state.lastNumber)
            state.lines.append(line)
            if state.lines.count >= RequestLog.capacity + 10_000 {
                state.lines.removeFirst(10_000)
                state.dropped += 10_000
            }
            guard let file else { return }
            _ = (line + [UInt8(ascii: "\n")]).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        }
    }

    /// The lines numbered above `number`, oldest first, at most `limit`.
    func lines(after number: Int, limit: Int) -> [[UInt8]] {
        state.withLock { state in
            let kept = state.lines.suffix(RequestLog.capacity)
            let start = max(kept.startIndex, number - state.dropped)
            guard start < kept.endIndex else { return [] }
            return Array(kept[start...].prefix(max(0, limit)))
        }
    }

    /// Forgets the lines in memory; numbers go on, the file stays.
    func forget() {
        state.withLock { state in
            state.dropped = state.lastNumber
            state.lines = []
        }
    }

    private static func line(_ entry: Entry, number: Int) -> [UInt8] {
        var writer = RecordWriter(reserving: 256)
        writer.raw("{\"n\":")
        writer.number(number)
        writer.raw(",\"at\":")
        writer.number(UnixTime.milliseconds())
        writer.raw(",\"method\":")
        writer.string(entry.request.method)
        writer.raw(",\"target\":")
        writer.string(entry.request.target)
        writer.raw(",\"raw\":")
        writer.string(entry.request.rawTarget)
        writer.raw(",\"status\":")
        writer.number(entry.status)
        writer.raw(",\"fault\":")
        writer.string(entry.fault)
        writer.raw(",\"records\":")
        writer.number(entry.records)
        writer.raw(",\"authorization\":")
        writer.string(entry.request.authorizationKind)
        writer.raw("}")
        return writer.bytes
    }
}

/// The request log's file can't be opened.
package struct RequestLogError: Error, Sendable, CustomStringConvertible {
    let path: String

    package var description: String { "The request log \(path) can't be opened for appending." }
}
