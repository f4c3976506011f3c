import JSON

/// A property's value; the vendor writes each of them as a string, or null.
enum HubSpotValue: Sendable {
    case null
    case text(String)
    case number(Int)
    /// Seconds since 1970.
    case time(Int)

    func write(to writer: inout RecordWriter) {
        switch self {
        case .null: writer.raw("null")
        case .text(let text): writer.string(text)
        case .number(let number):
            writer.raw("\"")
            writer.number(number)
            writer.raw("\"")
        case .time(let seconds): writer.time(seconds, fraction: ".000")
        }
    }

    var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// Whether this is less than, equal to or more than `other`: -1, 0 or 1; nil when they can't be compared.
    ///
    /// Texts are compared without regard to case, as the vendor's search does.
    func compare(_ other: HubSpotValue) -> Int? {
        switch (self, other) {
        case (.number(let left), .number(let right)), (.time(let left), .time(let right)):
            return left == right ? 0 : left < right ? -1 : 1
        case (.text(let left), .text(let right)):
            if let left = Double(left), let right = Double(right) { return left == right ? 0 : left < right ? -1 : 1 }
            let (left, right) = (left.lowercased(), right.lowercased())
            return left == right ? 0 : left < right ? -1 : 1
        default: return nil
        }
    }

    /// `text` as a value of this one's type: a number, milliseconds since 1970 or an ISO date for a time, or a text.
    func parsing(_ text: String) -> HubSpotValue {
        switch self {
        case .null: .null
        case .text: .text(text)
        case .number: Int(text).map { .number($0) } ?? .null
        case .time: (Int(text).map { $0 / 1_000 } ?? UnixTime.seconds(iso: text)).map { .time($0) } ?? .null
        }
    }
}
