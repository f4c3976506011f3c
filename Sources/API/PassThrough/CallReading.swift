import Domain
import Engine
import HTTPTypes
import Hummingbird
import JSON

/// Turns a request into a call of a vendor: whose account, which resource, what body.
struct CallReading: Sendable {
    let accounts: any AccountStore

    /// The call without its method's particulars; `resource` is the vendor's own or `model/resource`.
    func call(
        _ parameters: CallParameters,
        _ resource: String,
        isUnified: Bool,
        method: String,
        _ context: APIContext
    ) async throws -> PassThrough.Request {
        guard let account = try await accounts.account(parameters.accountID, in: context.environment) else {
            throw APIError.notFound("integrated account")
        }
        var call = PassThrough.Request(account: account, resource: resource, isUnified: isUnified, method: method)
        call.query = parameters.query
        call.format = parameters.format
        call.passesBody = parameters.passesBody
        return call
    }

    /// The body as JSON of any kind; nil for an empty one.
    func body(_ request: Request) async throws -> JSONValue? {
        if request.headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false {
            throw APIError(.unsupportedMediaType, "files can't be passed on yet; send JSON")
        }
        return try await RequestReading.value(request)
    }

    /// Gives the call the id of the path, or the one in its body where the path has none.
    func identify(_ call: inout PassThrough.Request, by id: String?) {
        call.id = id
        guard call.id == nil, ["update", "delete"].contains(call.method), var body = call.body?.objectValue else {
            return
        }
        call.id = body["id"].flatMap { $0.stringValue ?? $0.numberValue?.text }
        body["id"] = nil
        call.body = .object(body)
    }
}

extension APIError {
    /// A resource or method that a vendor doesn't have.
    init(_ unknown: PassThrough.Unknown) {
        self.init(unknown.part == .resource ? .notFound : .methodNotAllowed, unknown.message)
    }
}
