import Domain
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// What a handler answers: a status and JSON text.
struct Answer: Sendable, ResponseGenerator {
    var status: HTTPResponse.Status = .ok
    var body: [UInt8]
    var headers: HTTPFields = [:]

    init(status: HTTPResponse.Status = .ok, bytes: [UInt8]) {
        self.status = status
        body = bytes
    }

    init(_ value: JSONValue, status: HTTPResponse.Status = .ok) { self.init(status: status, bytes: value.bytes) }

    /// A list's envelope.
    init(list: [JSONValue], next: String?, limit: Int) {
        self.init([
            "result": .array(list),
            "next_cursor": next.map { .string($0) } ?? .null,
            "limit": .number(JSONNumber(limit)),
        ])
    }

    /// The envelope of a list that a vendor gave: JSON text of each record, in its order.
    ///
    /// `isPartial` says that the end of the search for matching records was not reached.
    init(records: [ArraySlice<UInt8>], next: String?, isPartial: Bool = false, warnings: [String] = []) {
        var envelope: JSONObject = [
            "next_cursor": .text(next), "prev_cursor": .null, "result_count": .integer(records.count),
        ]
        if isPartial { envelope["is_partial_response"] = true }
        var bytes = Array("{\"result\":[".utf8)
        bytes.append(contentsOf: records.joined(separator: CollectionOfOne(UInt8(ascii: ","))))
        bytes.append(contentsOf: "],".utf8)
        bytes.append(contentsOf: envelope.adding(warnings: warnings).bytes.dropFirst())
        self.init(bytes: bytes)
    }

    func response(from request: Request, context: some RequestContext) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
