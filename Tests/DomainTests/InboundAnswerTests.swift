import Domain
import Testing

@Suite struct InboundAnswerTests {
    private static let now = Timestamp(milliseconds: 784_111_777_000)  // 6 November 1994, 08:49:37

    @Test(
        arguments: [
            ("1", .seconds(1)), ("0", .zero), ("120", .seconds(120)), ("0.5", .milliseconds(500)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", .seconds(30)), ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
            ("-1", nil), ("", nil), ("soon", nil), ("nan", nil), ("inf", nil), ("1e300", nil),
            ("99999999999999999999", nil),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
            ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("1994-11-06T08:50:07Z", nil),
        ] as [(String, Duration?)]
    )
    func `Retry-After is seconds or a date`(_ text: String, _ wait: Duration?) {
        let answer = InboundAnswer(status: 429, headers: [("retry-AFTER", text)])
        #expect(answer.retryAfter(now: InboundAnswerTests.now) == wait)
    }

    @Test func `a header is found whatever its case`() {
        let answer = InboundAnswer(status: 204, headers: [("X-Rate-Limit", "7"), ("x-rate-limit", "8")])
        #expect(answer.header("x-RATE-limit") == "7")
        #expect(answer.header("other") == nil)
        #expect(answer.isSuccess)
        #expect(!InboundAnswer(status: 302).isSuccess)
        #expect(answer.retryAfter(now: .epoch) == nil)
    }
}
