import JSON

/// An error answer in the vendor's shape.
struct HubSpotError: Error {
    var answer: SandboxAnswer

    init(status: Int, body: JSONValue) { answer = SandboxAnswer(status: status, json: body) }

    init(_ status: Int, _ category: String, _ message: String, errors: [JSONValue] = []) {
        var body: JSONObject = [
            "status": "error", "message": .string(message), "correlationId": HubSpotError.correlation,
            "category": .string(category),
        ]
        if !errors.isEmpty { body["errors"] = .array(errors) }
        self.init(status: status, body: .object(body))
    }

    static let correlation: JSONValue = "aeb5f871-7f07-4993-9211-075dc63e7cbf"

    static var unauthenticated: HubSpotError {
        HubSpotError(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.")
    }

    static var notFound: HubSpotError { HubSpotError(404, "OBJECT_NOT_FOUND", "resource not found") }

    static func invalid(_ message: String) -> HubSpotError { HubSpotError(400, "VALIDATION_ERROR", message) }

    static func oauth(_ error: String, _ description: String) -> HubSpotError {
        HubSpotError(
            status: 400,
            body: ["error": .string(error), "error_description": .string(description), "status": "error"]
        )
    }

    /// Too many calls: `policy` is `DAILY`, `SECONDLY` or `TEN_SECONDLY_ROLLING`.
    static func rateLimited(_ policy: String) -> HubSpotError {
        let limit =
            policy == "DAILY" ? "daily limit" : policy == "SECONDLY" ? "secondly limit" : "ten_secondly_rolling limit"
        return HubSpotError(
            status: 429,
            body: [
                "status": "error", "message": .string("You have reached your \(limit)."), "errorType": "RATE_LIMIT",
                "correlationId": correlation, "policyName": .string(policy),
                "requestId": "b1f4b2a6-2f0b-4a35-9d41-4f5c1c1f7c55",
            ]
        )
    }

    /// What the vendor answers with `status`.
    static func forStatus(_ status: Int) -> HubSpotError {
        switch status {
        case 401: unauthenticated
        case 403:
            HubSpotError(
                403,
                "MISSING_SCOPES",
                "This app hasn't been granted all required scopes to make this call.",
                errors: [
                    [
                        "message": "One or more of the following scopes are required.",
                        "context": ["requiredGranularScopes": ["crm.objects.contacts.read"]],
                    ]
                ]
            )
        case 404: notFound
        case 409: HubSpotError(409, "CONFLICT", "Contact already exists.")
        case 429: rateLimited("TEN_SECONDLY_ROLLING")
        case 500...: HubSpotError(status: status, body: ["status": "error", "message": "internal error"])
        default: HubSpotError(status, "VALIDATION_ERROR", "The request was refused.")
        }
    }
}
