import Domain
import Engine
import Testing

@Suite struct LimiterStateTests {
    @Test func `a budget holds in any stretch of its length`() {
        var state = LimiterState(ceiling: 100, budget: CallBudget(calls: 3, per: .seconds(10)))
        for second in [0, 1, 9] { #expect(state.admit(at: .seconds(second)) == .go) }
        #expect(state.admit(at: .seconds(9)) == .later(.seconds(1)))
        #expect(state.admit(at: .seconds(10)) == .go)
        #expect(state.admit(at: .seconds(10)) == .later(.seconds(1)))
        #expect(state.admit(at: .seconds(11)) == .go)
        #expect(state.admit(at: .seconds(18)) == .later(.seconds(1)))
    }

    /// A state with `count` calls in flight.
    private static func busy(_ count: Int, ceiling: Int = 16) -> LimiterState {
        var state = LimiterState(ceiling: ceiling)
        for _ in 0..<count { #expect(state.admit(at: .zero) == .go) }
        return state
    }

    @Test func `admits as many as its ceiling and no more`() {
        var state = LimiterStateTests.busy(16)
        #expect(state.admit(at: .zero) == .full)
        state.failed()
        #expect(state.admit(at: .zero) == .go)
    }

    @Test func `a ceiling below one is one`() {
        var state = LimiterState(ceiling: 0)
        #expect(state.admit(at: .zero) == .go)
        #expect(state.admit(at: .zero) == .full)
    }

    @Test func `one refusal halves once, however many calls it hits`() {
        var state = LimiterStateTests.busy(16)
        for _ in 0..<16 { state.limited(for: .seconds(5), at: .seconds(1)) }
        #expect(state.width == 8)
        #expect(state.inFlight == 0)
        #expect(state.admit(at: .seconds(2)) == .later(.seconds(4)))
        #expect(state.admit(at: .seconds(6)) == .go)
        state.limited(for: .seconds(5), at: .seconds(7))
        #expect(state.width == 4)
    }

    @Test func `the longest wait that was asked for counts`() {
        var state = LimiterStateTests.busy(2)
        state.limited(for: .seconds(10), at: .zero)
        state.limited(for: .seconds(2), at: .seconds(1))
        #expect(state.pausedUntil == .seconds(10))
    }

    @Test func `the width never falls below one`() {
        var state = LimiterStateTests.busy(1)
        var now = Duration.zero
        for _ in 0..<10 {
            state.limited(for: .seconds(1), at: now)
            now += .seconds(1)
            #expect(state.admit(at: now) == .go)
        }
        #expect(state.width == 1)
        #expect(state.admit(at: now) == .full)
    }

    @Test func `a width's worth of successes makes it grow by one, up to the ceiling`() {
        var state = LimiterStateTests.busy(4, ceiling: 4)
        state.limited(for: .zero, at: .zero)
        #expect(state.width == 2)
        for _ in 0..<2 { state.succeeded(LimitReading(), at: .zero) }
        #expect(state.width > 2.8 && state.width <= 3)
        for _ in 0..<50 {
            #expect(state.admit(at: .zero) == .go)
            state.succeeded(LimitReading(), at: .zero)
        }
        #expect(state.width == 4)
    }

    @Test func `little left of the window is spread over its time`() {
        var state = LimiterStateTests.busy(2)
        let little = LimitReading(limit: 100, remaining: 4, resetsIn: .seconds(10))
        state.succeeded(little, at: .zero)
        #expect(state.admit(at: .zero) == .go)
        #expect(state.admit(at: .zero) == .later(.seconds(2)))
        #expect(state.admit(at: .seconds(2)) == .go)
        // When the window starts anew, nothing holds calls back.
        #expect(state.admit(at: .seconds(11)) == .go)
        #expect(state.admit(at: .seconds(11)) == .go)
    }

    @Test func `nothing left of the window is a pause until it starts anew`() {
        var state = LimiterStateTests.busy(1)
        state.succeeded(LimitReading(limit: 100, remaining: 0, resetsIn: .seconds(10)), at: .seconds(1))
        #expect(state.admit(at: .seconds(2)) == .later(.seconds(9)))
        #expect(state.width == 16)
    }

    @Test(arguments: [
        LimitReading(), LimitReading(limit: 100, remaining: 50, resetsIn: .seconds(10)),
        LimitReading(limit: 0, remaining: 0, resetsIn: .seconds(10)), LimitReading(limit: 100, remaining: 0),
        LimitReading(limit: 100, remaining: 0, resetsIn: .zero),
    ])
    func `a reading that says too little or enough changes nothing`(_ reading: LimitReading) {
        var state = LimiterStateTests.busy(1)
        state.succeeded(reading, at: .zero)
        for _ in 0..<16 { #expect(state.admit(at: .zero) == .go) }
    }
}
