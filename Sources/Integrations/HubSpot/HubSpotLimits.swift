import Domain

/// What HubSpot's headers say of the burst limit; searches carry none.
enum HubSpotLimits {
    static func read(_ answer: InboundAnswer) -> LimitReading {
        if let limit = number("x-hubspot-ratelimit-max", answer) {
            return LimitReading(
                limit: limit,
                remaining: number("x-hubspot-ratelimit-remaining", answer),
                resetsIn: interval(in: answer) ?? .seconds(10)
            )
        }
        guard let limit = number("x-hubspot-ratelimit-secondly", answer) else { return LimitReading() }
        return LimitReading(
            limit: limit,
            remaining: number("x-hubspot-ratelimit-secondly-remaining", answer),
            resetsIn: .seconds(1)
        )
    }

    /// The window's length, at which at the latest it starts anew.
    static func interval(in answer: InboundAnswer) -> Duration? {
        guard let milliseconds = number("x-hubspot-ratelimit-interval-milliseconds", answer),
            (1...3_600_000).contains(milliseconds)
        else { return nil }
        return .milliseconds(milliseconds)
    }

    private static func number(_ name: String, _ answer: InboundAnswer) -> Int? {
        answer.header(name).flatMap { Int($0) }
    }
}
