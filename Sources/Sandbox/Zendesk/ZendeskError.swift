import JSON

/// An error answer in the vendor's shapes.
struct ZendeskError: Error {
    var answer: SandboxAnswer

    init(status: Int, body: JSONValue) { answer = SandboxAnswer(status: status, json: body) }

    init(status: Int, error: String, description: String) {
        self.init(status: status, body: ["error": .string(error), "description": .string(description)])
    }

    static var unauthenticated: ZendeskError {
        ZendeskError(status: 401, body: ["error": "Couldn't authenticate you"])
    }

    static var recordNotFound: ZendeskError {
        ZendeskError(status: 404, error: "RecordNotFound", description: "Not found")
    }

    static var invalidEndpoint: ZendeskError {
        ZendeskError(status: 404, error: "InvalidEndpoint", description: "Not found")
    }

    static var methodNotAllowed: ZendeskError {
        ZendeskError(status: 405, error: "MethodNotAllowed", description: "The sandbox writes tickets only.")
    }

    static func invalidPaging(_ description: String) -> ZendeskError {
        ZendeskError(status: 400, error: "InvalidPaginationParameter", description: description)
    }

    static func invalidValue(_ description: String) -> ZendeskError {
        ZendeskError(status: 400, error: "InvalidValue", description: description)
    }

    /// An error of the token endpoint.
    static func oauth(status: Int, _ error: String, _ description: String) -> ZendeskError {
        ZendeskError(status: status, body: ["error": .string(error), "error_description": .string(description)])
    }

    /// Too many requests in the current minute.
    static func rateLimited(retryAfter: Int) -> ZendeskError {
        var error = ZendeskError.forStatus(429)
        error.answer.headers = [("Retry-After", String(retryAfter))]
        return error
    }

    /// What the vendor answers with `status`.
    static func forStatus(_ status: Int) -> ZendeskError {
        switch status {
        case 401: unauthenticated
        case 403:
            ZendeskError(
                status: 403,
                body: ["error": ["title": "Forbidden", "message": "You do not have access to this page."]]
            )
        case 404: recordNotFound
        case 422:
            ZendeskError(
                status: 422,
                body: [
                    "error": "RecordInvalid", "description": "Record validation errors",
                    "details": ["status": [["description": "Status: is not valid", "error": "InvalidValue"]]],
                ]
            )
        case 429:
            ZendeskError(
                status: 429,
                error: "APIRateLimitExceeded",
                description: "Number of allowed API requests per minute exceeded"
            )
        case 503:
            ZendeskError(status: 503, error: "ServiceUnavailable", description: "The service is unavailable")
        case 500...:
            ZendeskError(status: status, error: "InternalServerError", description: "An internal error occurred")
        default: ZendeskError(status: status, error: "InvalidValue", description: "The request was refused")
        }
    }
}
