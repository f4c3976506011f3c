import Domain
import Expressions
import JSON
import JSONata

/// What answers mean that are no success, and which are none whatever their status.
struct FailureRules: Sendable {
    static let keys = ["error_expression", "rate_limit"]
    /// Gives `{status, kind, message, retry_after}`, text, or nothing where the status says it all.
    private let expression: JSONataExpression?
    private let rateLimit: RateLimitRules

    init(_ reader: inout DocumentReader, rateLimit: RateLimitRules) {
        expression = reader.expression("error_expression")
        self.rateLimit = rateLimit
    }

    init(expression: JSONataExpression?, rateLimit: RateLimitRules) {
        self.expression = expression
        self.rateLimit = rateLimit
    }

    /// The same with a method's own expression in the place of the manifest's.
    func overridden(by own: JSONataExpression?) -> FailureRules {
        own.map { FailureRules(expression: $0, rateLimit: rateLimit) } ?? self
    }

    /// Whether an answer is a failure; an expression may find one inside of a success.
    func isFailure(_ answer: InboundAnswer) -> Bool {
        if !answer.isSuccess { return true }
        guard expression != nil || rateLimit.hasPredicate else { return false }
        return finding(answer) != nil
    }

    private struct Finding {
        var status: Int
        var kind: String?
        var message: String?
        var retryAfter: Duration?
    }

    /// What the expressions make of an answer; nil where they have nothing to say.
    private func finding(_ answer: InboundAnswer) -> Finding? {
        guard expression != nil || rateLimit.hasPredicate else { return nil }
        let document = JSONValue.object(AnswerDocument.make(of: answer))
        if rateLimit.isLimited(document) { return Finding(status: 429) }
        guard let expression else { return nil }
        let value: JSONValue?
        do {
            value = try expression.evaluate(document, limits: ExpressionFunctions.limits)
        } catch {
            let message = "the manifest's error_expression failed: \(error)"
            return answer.isSuccess ? Finding(status: 500, message: message) : nil
        }
        switch value {
        case nil, .null, .bool(false), .string(""): return nil
        case .string(let text): return Finding(status: answer.isSuccess ? 422 : answer.status, message: text)
        case .number(let number): return Finding(status: number.intValue ?? 500)
        case .object(let object):
            return Finding(
                status: object["status"]?.wholeNumber ?? (answer.isSuccess ? 422 : answer.status),
                kind: object["kind"]?.stringValue,
                message: object["message"]?.stringValue,
                retryAfter: object["retry_after"]?.doubleValue.flatMap { seconds in
                    (0...31_536_000).contains(seconds) ? .milliseconds(Int64(seconds * 1000)) : nil
                }
            )
        case .bool, .array: return Finding(status: answer.isSuccess ? 500 : answer.status)
        }
    }

    func error(_ answer: InboundAnswer, vendor: String, now: Timestamp) -> IntegrationError {
        let finding = finding(answer) ?? Finding(status: answer.status)
        let body = (try? JSONValue(parsing: answer.body)) ?? .null
        let said =
            finding.message ?? FailureRules.sentence(in: body)
            ?? String(decoding: answer.body.prefix(200), as: UTF8.self)
        let wait = finding.retryAfter ?? rateLimit.retryAfter(answer, now: now)
        let status = finding.status
        func error(_ kind: IntegrationError.Kind, _ message: String) -> IntegrationError {
            IntegrationError(kind, message: "\(vendor) \(message)", detail: String(said.prefix(500)))
        }
        switch (finding.kind, status) {
        case ("cursor_expired", _): return error(.cursorExpired, "no longer takes the cursor (\(status))")
        case ("rate_limited", _), (nil, 429):
            return error(.rateLimited(retryAfter: wait), "asks to slow down (\(status))")
        case ("unauthorized", _), (nil, 401): return error(.unauthorized, "refuses the credentials (\(status))")
        case ("server_fault", _): return error(.serverFault(status: status), "failed (\(status))")
        case ("rejected", _): return error(.rejected(status: status), "refused the call (\(status))")
        case (_, 403) where wait != nil, (_, 503) where wait != nil:
            return error(.rateLimited(retryAfter: wait), "asks to wait (\(status))")
        case (_, 500...599), (_, 408): return error(.serverFault(status: status), "failed (\(status))")
        case (_, 300...399): return error(.rejected(status: status), "sent a redirect, which is not followed")
        default: return error(.rejected(status: status), "refused the call (\(status))")
        }
    }

    /// The words of an error body in any of the usual shapes.
    private static func sentence(in body: JSONValue) -> String? {
        let places = [
            "error_description", "message", "error.message", "error", "errors.0.message", "errors.0", "detail",
            "description",
        ]
        return places.lazy.compactMap { body.value(at: JSONPath($0))?.stringValue }.first
    }
}
