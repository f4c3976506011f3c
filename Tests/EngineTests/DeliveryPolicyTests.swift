import Domain
import Testing

@testable import Engine

/// What is done after each answer of a receiver.
@Suite struct DeliveryPolicyTests {
    private static func decide(
        _ reply: DeliveryPolicy.Reply,
        try count: Int = 1,
        after time: Duration = .zero,
        startsRun: Bool = false,
        jitter: Double = 1
    ) -> DeliveryPolicy.Decision {
        DeliveryPolicy().decision(
            after: reply,
            DeliveryPolicy.Tries(count: count, time: time, giveUpAfter: .seconds(86_400), startsRun: startsRun),
            jitter: jitter
        )
    }

    private static func answered(_ status: Int) -> DeliveryPolicy.Reply { .answered(status: status, retryAfter: nil) }

    @Test(arguments: [200, 201, 202, 204, 299])
    func `every 2xx is a delivery`(_ status: Int) {
        #expect(DeliveryPolicyTests.decide(DeliveryPolicyTests.answered(status)) == .settled(.delivered))
    }

    @Test(arguments: [301, 302, 400, 401, 403, 404, 410, 413, 422])
    func `a refusal is tried three times and then a dead letter`(_ status: Int) {
        let reply = DeliveryPolicyTests.answered(status)
        #expect(DeliveryPolicyTests.decide(reply, try: 1) == .retry(after: .seconds(1)))
        #expect(DeliveryPolicyTests.decide(reply, try: 2) == .retry(after: .seconds(2)))
        #expect(DeliveryPolicyTests.decide(reply, try: 3) == .settled(.dead))
        #expect(DeliveryPolicyTests.decide(reply, try: 3, after: .seconds(90_000)) == .settled(.dead))
    }

    @Test func `an address that may not be called is a refusal`() {
        #expect(DeliveryPolicyTests.decide(.forbidden, try: 2) == .retry(after: .seconds(2)))
        #expect(DeliveryPolicyTests.decide(.forbidden, try: 3) == .settled(.dead))
    }

    @Test(arguments: [
        DeliveryPolicy.Reply.unreachable, answered(408), answered(425), answered(429), answered(500), answered(503),
        answered(599),
    ])
    func `what may pass is tried with waits that double up to five minutes`(_ reply: DeliveryPolicy.Reply) {
        let waits = (1...12).map { DeliveryPolicyTests.decide(reply, try: $0, after: .seconds($0)) }
        let seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
        #expect(waits == seconds.map { .retry(after: .seconds($0)) })
    }

    @Test func `when the time is up the webhook is given up, and one last try is made just then`() {
        let last = DeliveryPolicyTests.decide(.unreachable, try: 400, after: .seconds(86_390))
        #expect(last == .retry(after: .seconds(10)))
        #expect(DeliveryPolicyTests.decide(.unreachable, try: 401, after: .seconds(86_400)) == .giveUp)
        #expect(DeliveryPolicyTests.decide(DeliveryPolicyTests.answered(500), after: .seconds(86_401)) == .giveUp)
    }

    @Test func `Retry-After lengthens a wait and never shortens it, up to an hour`() {
        func wait(_ asked: Duration) -> DeliveryPolicy.Decision {
            DeliveryPolicyTests.decide(.answered(status: 429, retryAfter: asked), try: 3)
        }
        #expect(wait(.seconds(30)) == .retry(after: .seconds(30)))
        #expect(wait(.seconds(1)) == .retry(after: .seconds(4)))
        #expect(wait(.seconds(100_000)) == .retry(after: .seconds(3_600)))
    }

    @Test(arguments: [0.0, 0.25, 0.5, 0.999])
    func `chance takes at most half of a wait`(_ jitter: Double) {
        guard case .retry(let wait) = DeliveryPolicyTests.decide(.unreachable, try: 5, jitter: jitter) else {
            Issue.record("not tried again")
            return
        }
        #expect(wait >= .seconds(8) && wait <= .seconds(16))
    }

    @Test func `a 400 stops a run only as the answer to its start`() {
        let reply = DeliveryPolicyTests.answered(400)
        #expect(DeliveryPolicyTests.decide(reply, startsRun: true) == .settled(.refused))
        #expect(DeliveryPolicyTests.decide(DeliveryPolicyTests.answered(401), startsRun: true) != .settled(.refused))
        #expect(DeliveryPolicyTests.decide(reply) == .retry(after: .seconds(1)))
    }
}
