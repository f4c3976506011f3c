import Domain
import Foundation

/// The opaque text by which a caller goes on with a list.
enum ListCursor {
    static func write(_ position: ListQuery.Position) -> String {
        encode("l:\(position.createdAt.milliseconds):\(position.id)")
    }

    static func read(_ text: String) throws(ValidationError) -> ListQuery.Position {
        guard let parts = decode(text, kind: "l"), let moment = Int64(parts[0]) else { throw invalid }
        return ListQuery.Position(createdAt: Timestamp(milliseconds: moment), id: parts[1])
    }

    /// A place in the change order of one store; a restored one has another epoch.
    static func write(change: Int64, epoch: String) -> String { encode("r:\(change):\(epoch)") }

    static func readChange(_ text: String) throws(ValidationError) -> (change: Int64, epoch: String) {
        guard let parts = decode(text, kind: "r"), let change = Int64(parts[0]) else { throw invalid }
        return (change, parts[1])
    }

    /// A place in a vendor's list as `list`, a fingerprint of account, resource and query, has it.
    static func write(_ cursor: Cursor, list: String) -> String { encode("v:\(list):\(cursor.text)") }

    static func readCursor(_ text: String, list: String) throws(ValidationError) -> Cursor {
        guard let parts = decode(text, kind: "v"), parts[0] == list else { throw invalid }
        return Cursor(parts[1])
    }

    private static var invalid: ValidationError {
        ValidationError("next_cursor", "not a cursor of this list; start again without one")
    }

    private static func encode(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
            .replacing("/", with: "_")
    }

    private static func decode(_ text: String, kind: String) -> [String]? {
        var padded = text.replacing("-", with: "+").replacing("_", with: "/")
        while padded.utf8.count % 4 != 0 { padded += "=" }
        guard let data = Data(base64Encoded: padded) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == kind else { return nil }
        return Array(parts.dropFirst())
    }
}
