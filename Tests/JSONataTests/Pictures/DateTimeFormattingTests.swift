import Testing

@testable import JSONata

@Suite struct DateTimeFormattingTests {
    /// 2018-03-23T10:33:36.617Z, a Friday.
    static let friday = 1_521_801_216_617.0

    @Test(
        arguments: [
            ("[M01]/[D01]/[Y0001] [h#1]:[m01][P]", "03/23/2018 10:33am"),
            ("[H01]:[m01]:[s01] [z]", "10:33:36 GMT+00:00"),
            ("[D1o] [MNn] [Y]", "23rd March 2018"), ("[FNn,*-3], [D] [MN,*-3] [Y,2]", "Fri, 23 MAR 18"),
            ("[Y,*-4] [Y0] [Y#0]", "2018 2018 18"),
            ("[DWwo] [Mn] [YI]", "Twenty-Third march MMXVIII"), ("[Da] [MA] [Yw]", "w C two thousand and eighteen"),
            ("[d] [d001] [W] [w] [F1] [F]", "82 082 12 4 5 friday"), ("[X0001]-W[W01]-[F1] [xNn]", "2018-W12-5 March"),
            ("[f001] [f1] [C] [E] [PN]", "617 617 ISO ISO AM"), ("[[[Y]]] ]", "[2018] ]"), ("[ M 0 1 ]", "03"),
            ("", ""),
            ("[H01][Z01:01t]", "10Z"), ("[M,3] [D,2-2]", "003 23"),
        ] as [(String, String)]
    )
    func `writes a moment by a picture`(_ picture: String, _ text: String) throws {
        #expect(try DateTimePicture.format(millis: Self.friday, picture: picture, timezone: nil) == text)
    }

    @Test(
        arguments: [
            ("[H01]:[m01] [Z]", "-0500", "05:33 -05:00"), ("[H01]:[m01] [Z]", "+0530", "16:03 +05:30"),
            ("[H01]:[m01] [Z]", "-0330", "07:03 -03:30"), ("[Z0]", "-0330", "-3:30"), ("[Z0]", "-0030", "-0:30"),
            ("[Z0101]", "+0100", "+0100"),
            ("[Z01]", "0200", "+02"), ("[z]", "+1245", "GMT+12:45"), ("[Z0101t]", "+0000", "Z"),
            ("[Z0101t]", "+0100", "+0100"),
            ("[h] [P]", "+1400", "12 am"),
        ] as [(String, String, String)]
    )
    func `shows a clock's time and offset`(_ picture: String, _ timezone: String, _ text: String) throws {
        #expect(try DateTimePicture.format(millis: Self.friday, picture: picture, timezone: timezone) == text)
    }

    /// First Mondays and last Sundays of ISO years, after the table in ISO 8601.
    @Test(
        arguments: [
            ("2005-01-01", "2004-W53-6"), ("2005-12-31", "2005-W52-6"), ("2006-01-01", "2005-W52-7"),
            ("2007-12-31", "2008-W01-1"),
            ("2008-12-28", "2008-W52-7"), ("2008-12-29", "2009-W01-1"), ("2009-12-31", "2009-W53-4"),
            ("2010-01-03", "2009-W53-7"),
            ("2010-01-04", "2010-W01-1"), ("0001-01-01", "0001-W01-1"), ("1969-12-31", "1970-W01-3"),
        ] as [(String, String)]
    )
    func `weeks belong to the year of their Thursday`(_ day: String, _ text: String) throws {
        let millis = try #require(try DateTimePicture.parse(day, picture: nil, nowMillis: 0))
        #expect(try DateTimePicture.format(millis: millis, picture: "[X0001]-W[W01]-[F1]", timezone: nil) == text)
    }

    @Test(
        arguments: [
            (1.0, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_509_380_732_935, "2017-10-30T16:25:32.935Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (-62_198_755_200_000, "-0001-01-01T00:00:00.000Z"), (8.64e15, "5760-09-13T00:00:00.000Z"),
            (1.9, "1970-01-01T00:00:00.001Z"),
        ] as [(Double, String)]
    )
    func `writes ISO 8601 where there is no picture`(_ millis: Double, _ text: String) throws {
        let picture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
        #expect(try DateTimePicture.format(millis: millis, picture: nil, timezone: nil) == text)
        #expect(try DateTimePicture.format(millis: millis, picture: picture, timezone: nil) == text)
        let west = try DateTimePicture.format(millis: millis + 3_600_000, picture: picture, timezone: "-0100")
        #expect(try DateTimePicture.format(millis: millis + 3_600_000, picture: nil, timezone: "-0100") == west)
    }

    @Test(
        arguments: [
            ("[q]", "D3132"), ("[]", "D3132"), ("[YN]", "D3133"), ("[Hn]", "D3133"), ("[Z00000]", "D3134"),
            ("[ZA]", "D3134"),
            ("[Y", "D3135"), ("a[", "D3135"), ("[Yx]", "D3130"), ("[Y0٠]", "D3131"), ("[Y,1000000000]", "D3130"),
            ("[Y,*-99999999999999999999]", "D3130"),
        ] as [(String, String)]
    )
    func `refuses a picture by the rule it breaks`(_ picture: String, _ expected: String) {
        #expect(code(of: { _ = try DateTimePicture(picture) }) == expected)
    }

    @Test(
        arguments: [
            (8.64e15 + 1, nil, "D3110"), (.nan, nil, "D3110"), (1e300, nil, "D3110"), (0, "UTC", "D3134"),
            (0, "", "D3134"),
            (0, "+05:30", "D3134"),
        ] as [(Double, String?, String)]
    )
    func `refuses moments beyond the calendar and timezones that are none`(
        _ millis: Double,
        _ timezone: String?,
        _ expected: String
    ) {
        let format = {
            _ = try DateTimePicture.format(millis: millis, picture: nil, timezone: timezone)
        }
        #expect(code(of: format) == expected)
    }
}
