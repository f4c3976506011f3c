import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// An answer before it is sent.
struct SandboxAnswer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]
    /// Records in the body, for the request log.
    var records = 0

    init(status: Int = 200, body: [UInt8], records: Int = 0) {
        self.status = status
        self.body = body
        self.records = records
    }

    init(status: Int = 200, json: JSONValue) {
        self.init(status: status, body: json.bytes)
    }

    /// The head's fields, the content type among them.
    var fields: HTTPFields {
        var fields = HTTPFields()
        fields[.contentType] = "application/json; charset=utf-8"
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value
        }
        return fields
    }

    /// The answer with its whole body in one piece.
    var response: Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
