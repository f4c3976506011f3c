import Domain
import Hummingbird
import JSON
import NIOCore

/// Reading bodies: JSON whatever the content type says, since the published client sends it as text too.
enum RequestReading {
    /// Bytes of a body at most.
    static let bodyLimit = 10 << 20

    static func bytes(_ request: Request) async throws -> [UInt8] {
        let buffer = try await request.body.collect(upTo: bodyLimit)
        return Array(buffer.readableBytesView)
    }

    /// Any value; nil for an empty body.
    static func value(_ request: Request) async throws -> JSONValue? {
        let bytes = try await bytes(request)
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        return isBlank ? .none : try JSONValue(parsing: bytes, limits: JSONLimits(maxDepth: 120, maxBytes: bodyLimit))
    }

    /// An object; an empty body counts as an empty one.
    static func object(_ request: Request) async throws -> JSONObject {
        guard let value = try await value(request) else { return JSONObject() }
        guard let object = value.objectValue else {
            throw ValidationError("", "the body must be a JSON object, found \(value.kindName)")
        }
        return object
    }
}
