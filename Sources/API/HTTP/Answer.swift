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

    func response(from request: Request, context: some RequestContext) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
