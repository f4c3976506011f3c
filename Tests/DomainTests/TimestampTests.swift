import Domain
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01", 0), ("1970-01-01T00:00:00.000Z", 0), ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00", 0),
            ("1969-12-31T23:59:59.999Z", -1), ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2026-11-24T09:30:00.000Z", 1_795_512_600_000), ("2026-11-24 09:30:00", 1_795_512_600_000),
            ("2026-11-24t09:30:00z", 1_795_512_600_000), ("2026-11-24T10:30:00+01:00", 1_795_512_600_000),
            ("2026-11-24T10:30:00+0100", 1_795_512_600_000), ("2026-11-24T10:30:00+01", 1_795_512_600_000),
            ("2026-11-24T04:00:00-05:30", 1_795_512_600_000), ("2026-11-24T09:30", 1_795_512_600_000),
            ("2026-11-24T09:30+00:00", 1_795_512_600_000), ("2026-11-24T09:30:00.1Z", 1_795_512_600_100),
            ("2026-11-24T09:30:00.12345678901234567890Z", 1_795_512_600_123),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
            ("2026-11-23T24:00:00Z", 1_795_478_400_000), ("0001-01-01", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("1900-02-28T23:59:59Z", -2_203_891_201_000),
            ("0000-02-29", -62_162_121_600_000),
        ] as [(String, Int64)]
    )
    func `a date's text is read to the millisecond`(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(iso: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", " ", "x", "2026", "2026-11", "2026-11-", "2026-13-01", "2026-00-01", "2026-11-31", "2026-02-29",
        "1900-02-29",
        "2100-02-29", "2026-11-00", "2026-1-1", "26-11-24", "2026-11-24T", "2026-11-24T9:30", "2026-11-24T25:00",
        "2026-11-24T24:01", "2026-11-24T24:00:01", "2026-11-24T24:00:00.001", "2026-11-24T09:60", "2026-11-24T09:30:61",
        "2026-11-24T09:30:00.", "2026-11-24T09:30:00,5Z", "2026-11-24T09:30:00+", "2026-11-24T09:30:00+24:00",
        "2026-11-24T09:30:00+01:60", "2026-11-24T09:30:00+1:00", "2026-11-24T09:30:00ZZ", "2026-11-24T09:30:00 Z",
        " 2026-11-24", "2026-11-24 ", "+2026-11-24", "2026/11/24", "2026-11-24X09:30", "٢٠٢٦-11-24", "1795512600",
        "None",
        "Sun, 06 Nov 1994 08:49:37 GMT", "2026-11-24T09:30:00-",
    ])
    func `what is no date is none`(_ text: String) {
        #expect(Timestamp(iso: text) == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_512_600_007, "2026-11-24T09:30:00.007Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (4_102_444_800_000, "2100-01-01T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func `a moment is written with milliseconds and Z`(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test func `every day of eight hundred years survives writing and reading`() {
        let day: Int64 = 86_400_000
        var last = Timestamp(milliseconds: -300 * 365 * day)
        for number in 0..<2_000 {
            let moment = Timestamp(milliseconds: last.milliseconds + day * 146 + Int64(number) * 7_919)
            #expect(Timestamp(iso: moment.description) == moment)
            #expect(last.description < moment.description)
            last = moment
        }
    }

    @Test func `arithmetic is in milliseconds`() {
        let moment = Timestamp(milliseconds: 1_500)
        #expect(moment + .seconds(2) == Timestamp(milliseconds: 3_500))
        #expect(moment - .milliseconds(1_501) == Timestamp(milliseconds: -1))
        #expect(Timestamp(milliseconds: 3_000) - moment == .milliseconds(1_500))
        #expect(moment.unixSeconds == 1)
        #expect(Timestamp(milliseconds: -1).unixSeconds == -1)
        #expect(Duration.microseconds(1_999).milliseconds == 1)
        #expect(Timestamp.epoch < moment)
    }
}
