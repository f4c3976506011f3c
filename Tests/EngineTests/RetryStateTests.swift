import Domain
import Engine
import Testing

@Suite struct RetryStateTests {
    private static func error(_ kind: IntegrationError.Kind) -> IntegrationError {
        IntegrationError(kind, message: "no")
    }

    @Test func `a vendor's Retry-After wins over the backoff and is no attempt`() {
        var state = RetryState(policy: RetryPolicy())
        for _ in 0..<5 {
            let decision = state.failed(
                with: RetryStateTests.error(.rateLimited(retryAfter: .seconds(7))),
                writes: true,
                jitter: 0
            )
            #expect(decision == .pauseAccount(.seconds(7)))
        }
        #expect(state.failures == 0)
    }

    @Test func `a Retry-After of nothing is not believed for long`() {
        var state = RetryState(policy: RetryPolicy())
        var waits: [RetryState.Decision] = []
        for _ in 0..<7 {
            waits.append(
                state.failed(with: RetryStateTests.error(.rateLimited(retryAfter: .zero)), writes: false, jitter: 0)
            )
        }
        #expect(waits.prefix(5).allSatisfy { $0 == .pauseAccount(.milliseconds(50)) })
        #expect(waits[5] == .pauseAccount(.seconds(32)))
        #expect(waits[6] == .pauseAccount(.seconds(60)))
    }

    @Test func `a rate limit without a time backs off by itself`() {
        var state = RetryState(policy: RetryPolicy())
        let waits = (0..<8).map { _ in
            state.failed(with: RetryStateTests.error(.rateLimited(retryAfter: nil)), writes: false, jitter: 0)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { .pauseAccount(.seconds($0)) })
    }

    @Test(arguments: [
        IntegrationError.Kind.unauthorized, .rejected(status: 400), .cursorExpired, .cursorRepeated, .tooLarge,
        .forbiddenAddress, .unsendable, .outcomeUnknown, .cancelled,
    ])
    func `gives up at once on what a retry cannot cure`(_ kind: IntegrationError.Kind) {
        var state = RetryState(policy: RetryPolicy())
        #expect(state.failed(with: RetryStateTests.error(kind), writes: false, jitter: 0) == .giveUp)
    }

    @Test(arguments: [IntegrationError.Kind.unreachable, .serverFault(status: 500), .malformed])
    func `waits twice as long each time, with jitter, up to its attempts`(_ kind: IntegrationError.Kind) {
        var state = RetryState(policy: RetryPolicy())
        let decisions = (0..<6).map { _ in
            state.failed(with: RetryStateTests.error(kind), writes: false, jitter: 0.5)
        }
        let waits: [RetryState.Decision] = [0.5, 1, 2, 4, 8].map { .wait(.seconds($0)) }
        #expect(decisions == waits + [.giveUp])
    }

    @Test(arguments: [IntegrationError.Kind.unreachable, .serverFault(status: 500), .malformed])
    func `a write is not repeated when it may have happened`(_ kind: IntegrationError.Kind) {
        var state = RetryState(policy: RetryPolicy())
        #expect(state.failed(with: RetryStateTests.error(kind), writes: true, jitter: 0) == .giveUp)
    }
}
