import JSON
import Support

extension HTTPClient.Reply {
    /// The paths of everything that was wrong with the request.
    var failurePaths: [String] {
        json["details"]?["failures"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
    }

    var message: String { json["message"]?.stringValue ?? "" }

    var id: String { json["id"]?.stringValue ?? "" }

    var warnings: [String] { json["warnings"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// What a list holds.
    var result: [JSONValue] { json["result"]?.arrayValue ?? [] }

    var cursor: String? { json["next_cursor"]?.stringValue }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
