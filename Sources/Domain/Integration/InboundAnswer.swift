/// A vendor's whole answer.
package struct InboundAnswer: Sendable, Equatable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func == (left: InboundAnswer, right: InboundAnswer) -> Bool {
        left.status == right.status && left.body == right.body
            && left.headers.elementsEqual(right.headers) { $0.name == $1.name && $0.value == $1.value }
    }

    /// The first header of that name, whatever the case of its letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// How long `Retry-After` asks to wait: whole seconds or an HTTP date; nil when absent or unreadable.
    package func retryAfter(now: Timestamp) -> Duration? {
        guard let text = header("retry-after") else { return nil }
        if let seconds = Double(text), seconds >= 0, seconds <= 31_536_000 {
            return .milliseconds(Int64(seconds * 1000))
        }
        guard let date = Timestamp(httpDate: text) else { return nil }
        return max(.zero, date - now)
    }
}

extension Timestamp {
    /// Reads the date form of HTTP headers (`Sun, 06 Nov 1994 08:49:37 GMT`).
    init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]),
            parts[1].utf8.count == 2, parts[3].utf8.count == 4
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        self.init(iso: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
