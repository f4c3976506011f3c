import Domain
import Expressions
import JSON
import JSONata

/// How a vendor's limits are read: by headers, by expressions, and a budget that it only writes about.
struct RateLimitRules: Sendable {
    private struct Headers: Sendable {
        let limit: String?
        let remaining: String?
        let reset: String?
        /// Whether `reset` is a moment rather than a time from now.
        let isMoment: Bool
        /// Milliseconds of one of `reset`.
        let unit: Int64
    }

    private let predicate: JSONataExpression?
    private let wait: JSONataExpression?
    private let reading: JSONataExpression?
    private let headers: Headers?
    let budget: CallBudget?

    private static let keys = [
        "is_rate_limited", "retry_after_header_expression", "rate_limit_header_expression", "headers", "budget",
    ]

    init() { (predicate, wait, reading, headers, budget) = (nil, nil, nil, nil, nil) }

    init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(value, at: path, keys: RateLimitRules.keys)
        predicate = reader.expression("is_rate_limited")
        wait = reader.expression("retry_after_header_expression")
        reading = reader.expression("rate_limit_header_expression")
        var inner = DocumentReader(
            reader["headers"] ?? [:],
            at: reader.place(of: "headers"),
            keys: ["limit", "remaining", "reset", "reset_format"]
        )
        let format = inner.choice("reset_format", ["seconds", "milliseconds", "unix", "unix_milliseconds"])
        headers =
            reader["headers"] == nil
            ? nil
            : Headers(
                limit: inner.text("limit"),
                remaining: inner.text("remaining"),
                reset: inner.text("reset"),
                isMoment: format?.hasPrefix("unix") ?? false,
                unit: format?.hasSuffix("milliseconds") ?? false ? 1 : 1000
            )
        var fixed = DocumentReader(reader["budget"] ?? [:], at: reader.place(of: "budget"), keys: ["calls", "seconds"])
        let (calls, seconds) = (fixed.count("calls"), fixed.count("seconds"))
        if reader["budget"] != nil, calls == nil || seconds == nil { fixed.fail("", "give calls and seconds") }
        budget = calls.flatMap { calls in seconds.map { CallBudget(calls: calls, per: .seconds($0)) } }
        for part in [inner, fixed] { do { try part.finish() } catch { reader.add(error) } }
        try reader.finish()
    }

    var hasPredicate: Bool { predicate != nil }

    /// Whether an answer, as expressions see it, asks to wait.
    func isLimited(_ document: JSONValue) -> Bool {
        guard let predicate else { return false }
        let value = try? predicate.evaluate(document, limits: ExpressionFunctions.limits)
        return JSONataExpression.isTrue(value ?? .none)
    }

    /// How long an answer asks to wait: by the expression (seconds), else by `Retry-After`, else by what is left of a window.
    func retryAfter(_ answer: InboundAnswer, now: Timestamp) -> Duration? {
        if let wait {
            let document = JSONValue.object(AnswerDocument.make(of: answer))
            let value = try? wait.evaluate(document, limits: ExpressionFunctions.limits)
            let seconds = (value ?? .none).flatMap { $0.doubleValue ?? $0.stringValue.flatMap { Double($0) } }
            if let seconds, (0...31_536_000).contains(seconds) { return .milliseconds(Int64(seconds * 1000)) }
        }
        if let asked = answer.retryAfter(now: now) { return asked }
        guard let headers, headers.remaining.flatMap({ answer.header($0) }) == "0" else { return nil }
        return resetsIn(answer, headers, now: now)
    }

    func limits(in answer: InboundAnswer, now: Timestamp) -> LimitReading {
        if let reading {
            let document = JSONValue.object(AnswerDocument.make(of: answer))
            let value = try? reading.evaluate(document, limits: ExpressionFunctions.limits)
            let object = (value ?? .none)?.objectValue ?? [:]
            return LimitReading(
                limit: object["limit"]?.wholeNumber,
                remaining: object["remaining"]?.wholeNumber,
                resetsIn: object["reset"]?.wholeNumber.map { .seconds($0) }
            )
        }
        guard let headers else { return LimitReading() }
        func number(_ name: String?) -> Int? { name.flatMap { answer.header($0) }.flatMap { Int($0) } }
        return LimitReading(
            limit: number(headers.limit),
            remaining: number(headers.remaining),
            resetsIn: resetsIn(answer, headers, now: now)
        )
    }

    private func resetsIn(_ answer: InboundAnswer, _ headers: Headers, now: Timestamp) -> Duration? {
        guard let text = headers.reset.flatMap({ answer.header($0) }), let count = Int64(text),
            (0...100_000_000_000_000).contains(count)
        else { return nil }
        let milliseconds = count * headers.unit
        return .milliseconds(headers.isMoment ? max(0, milliseconds - now.milliseconds) : milliseconds)
    }
}
