import Domain
import HTTPTypes
import JSON

/// A refusal as the contract words it.
struct APIError: Error, Sendable {
    let status: HTTPResponse.Status
    let message: String
    var failures: [ValidationFailure] = []
    var remote: RemoteError?
    var headers: HTTPFields = [:]
    /// What is asked of the caller with 429 and 503.
    var retryAfter: Duration = .seconds(5)

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ error: ValidationError) {
        self.init(
            .badRequest,
            error.failures.count == 1 ? error.description : "\(error.failures.count) things are wrong"
        )
        failures = error.failures
    }

    /// A vendor's failure, told to somebody who waits for the answer.
    init(_ error: IntegrationError) {
        let status: HTTPResponse.Status =
            switch error.kind {
            case .unauthorized: .unauthorized
            case .rateLimited: .tooManyRequests
            case .rejected(let status): APIError.refusal(status)
            case .unreachable, .serverFault, .malformed, .tooLarge, .cursorExpired, .cursorRepeated: .badGateway
            // The published client repeats a 502 by itself, and this must not be repeated.
            case .outcomeUnknown: .internalServerError
            case .forbiddenAddress, .unsendable: .badRequest
            case .cancelled: .serviceUnavailable
            }
        self.init(status, error.message)
        remote = error.answer.map { RemoteError($0) }
        if case .rateLimited(let wait?) = error.kind { retryAfter = wait }
    }

    /// A vendor's 4xx; what it refused in another way is 422.
    private static func refusal(_ code: Int) -> HTTPResponse.Status {
        let named: [HTTPResponse.Status] = [
            .badRequest, .forbidden, .notFound, .methodNotAllowed, .notAcceptable, .requestTimeout, .conflict, .gone,
            .lengthRequired, .preconditionFailed, .contentTooLarge, .uriTooLong, .unsupportedMediaType,
            .unprocessableContent, .tooEarly, .preconditionRequired,
        ]
        guard (400..<500).contains(code) else { return .unprocessableContent }
        return named.first { $0.code == code } ?? HTTPResponse.Status(code: code, reasonPhrase: "Refused")
    }

    static func notFound(_ what: String) -> APIError { APIError(.notFound, "there is no \(what) with this id") }

    var answer: Answer {
        var body: JSONObject = [
            "statusCode": .number(JSONNumber(status.code)),
            "error": .string(status.reasonPhrase),
            "message": .string(message),
        ]
        if !failures.isEmpty { body["details"] = ["failures": .failures(failures)] }
        if let remote {
            body["truto_is_remote_error"] = true
            body["raw_response"] = remote.body
        }
        var answer = Answer(.object(body), status: status)
        answer.headers = remote?.headers ?? headers
        if status == .unauthorized, remote == nil { answer.headers[.wwwAuthenticate] = "Bearer" }
        // The published client reads whole seconds of at least one, and waits for nothing else.
        if status == .tooManyRequests || status == .serviceUnavailable {
            answer.headers[.retryAfter] = "\(max(1, (retryAfter.milliseconds + 999) / 1000))"
        }
        return answer
    }
}

extension JSONValue {
    /// What is wrong and where, as the contract shows it.
    static func failures(_ failures: [ValidationFailure]) -> JSONValue {
        .array(failures.map { ["path": .string($0.path), "message": .string($0.message)] })
    }
}
