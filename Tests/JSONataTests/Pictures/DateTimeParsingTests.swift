import Testing

@testable import JSONata

@Suite struct DateTimeParsingTests {
    /// 2023-11-14T22:13:20.123Z.
    static let now = 1_700_000_000_123.0

    private func iso(_ timestamp: String, _ picture: String?) throws -> String? {
        guard let millis = try DateTimePicture.parse(timestamp, picture: picture, nowMillis: Self.now) else {
            return nil
        }
        return try DateTimePicture.format(millis: millis, picture: nil, timezone: nil)
    }

    @Test(
        arguments: [
            ("2017", "2017-01-01T00:00:00.000Z"), ("2017-10", "2017-10-01T00:00:00.000Z"),
            ("2017-10-30", "2017-10-30T00:00:00.000Z"),
            ("2017-10-30T15:28:34Z", "2017-10-30T15:28:34.000Z"), ("2017-10-30T15:28:34", "2017-10-30T15:28:34.000Z"),
            ("2017-10-30T15:28:34.1239Z", "2017-10-30T15:28:34.123Z"),
            ("2017-10-30T15:28:34.5", "2017-10-30T15:28:34.500Z"),
            ("2017-10-30T15:28:34+05:30", "2017-10-30T09:58:34.000Z"),
            ("2017-10-30T15:28:34-0800", "2017-10-30T23:28:34.000Z"),
            ("2017-02-30", "2017-03-02T00:00:00.000Z"), ("2017-10-30T24:00:00Z", "2017-10-31T00:00:00.000Z"),
        ] as [(String, String)]
    )
    func `reads ISO 8601 where there is no picture`(_ timestamp: String, _ text: String) throws {
        #expect(try iso(timestamp, nil) == text)
    }

    @Test(
        arguments: [
            "", "foo", "2018-02-03 11:15:33", "17", "2017-13", "2017-00-01", "2017-10-32", "2017-10-30T25:00:00",
            "2017-10-30T24:00:01",
            "2017-10-30T10:00", "2017-10-30+05:30", "2017-10-30T10:00:00+24:00", "2017-10-30T10:00:00.",
            "2017-10-30T10:00:00ZZ", "２０１７",
        ] as [String]
    )
    func `refuses anything else`(_ timestamp: String) {
        let parse = { _ = try DateTimePicture.parse(timestamp, picture: nil, nowMillis: 0) }
        #expect(code(of: parse) == "D3110")
    }

    @Test(
        arguments: [
            ("201802", "[Y0001][M01]", "2018-02-01T00:00:00.000Z"),
            ("201802", "[Y,*-4][M01]", "2018-02-01T00:00:00.000Z"),
            ("20240101123849", "[Y0000][M00][D00][H00][m00][s00]", "2024-01-01T12:38:49.000Z"),
            ("20250703T231120Z", "[Y1111][M11][D11]T[H1,2-2][m1,2-2][s1,2-2]Z", "2025-07-03T23:11:20.000Z"),
            ("27th April 2008", "[D1o] [MNn] [Y0001]", "2008-04-27T00:00:00.000Z"),
            ("2 FEB 2012", "[D1] [MNn,3-3] [Y0001]", "2012-02-02T00:00:00.000Z"),
            ("27 iii MMXVIII", "[D1] [Mi] [YI]", "2018-03-27T00:00:00.000Z"),
            ("ae C mmxviii", "[Da] [MA] [Yi]", "2018-03-31T00:00:00.000Z"),
            ("Twentieth of August, two thousand and seventeen", "[DW] of [MNn], [Yw]", "2017-08-20T00:00:00.000Z"),
            ("nineteen hundred and eighty-four", "[Yw]", "1984-01-01T00:00:00.000Z"),
            ("Mon, Twelfth November 2018", "[FNn,*-3], [DWwo] [MNn] [Y]", "2018-11-12T00:00:00.000Z"),
            ("three hundred and sixty-fifth day of 2018", "[dwo] day of [Y]", "2018-12-31T00:00:00.000Z"),
            ("2018--180 06:30", "[Y]--[d] [H]:[m]", "2018-06-29T06:30:00.000Z"),
            ("4/4/2018 12:06 am", "[D1]/[M1]/[Y0001] [h]:[m] [P]", "2018-04-04T00:06:00.000Z"),
            ("4/4/2018 12:06 PM", "[D1]/[M1]/[Y0001] [h]:[m] [P]", "2018-04-04T12:06:00.000Z"),
            ("4/4/2018 11:30 pm", "[D1]/[M1]/[Y0001] [h]:[m] [P]", "2018-04-04T23:30:00.000Z"),
            ("18-01-01", "[Y,2]-[M]-[D]", "1918-01-01T00:00:00.000Z"),
            ("2026-04-08T19:05:04.01987", "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f1]", "2026-04-08T19:05:04.019Z"),
            ("[7] ]x", "[[[D]]] ]X", "2023-11-07T00:00:00.000Z"),
            ("2018-13-32", "[Y]-[M]-[D]", "2019-02-01T00:00:00.000Z"),
            ("٢٧ 2018 4", "[D٠] [Y] [M]", "2018-04-27T00:00:00.000Z"),
        ] as [(String, String, String)]
    )
    func `reads a timestamp by a picture`(_ timestamp: String, _ picture: String, _ text: String) throws {
        #expect(try iso(timestamp, picture) == text)
    }

    @Test(
        arguments: [
            ("2020-09-09 08:00:00 +02:00", "[Z]", "2020-09-09T06:00:00.000Z"),
            ("2020-09-09 08:00:00 GMT-05:00", "[z]", "2020-09-09T13:00:00.000Z"),
            ("2020-09-09 12:00:00 GMT-5", "[z01]", "2020-09-09T17:00:00.000Z"),
            ("2020-09-09 12:00:00 +0530", "[Z0001]", "2020-09-09T06:30:00.000Z"),
            ("2020-09-09 12:00:00 -05:30", "[Z]", "2020-09-09T17:30:00.000Z"),
            ("2020-09-09 12:00:00 -0030", "[Z0001]", "2020-09-09T12:30:00.000Z"),
        ] as [(String, String, String)]
    )
    func `takes the offset off`(_ timestamp: String, _ marker: String, _ text: String) throws {
        #expect(try iso(timestamp, "[Y0001]-[M01]-[D01] [H01]:[m01]:[s01] " + marker) == text)
    }

    @Test(
        arguments: [
            ("13:45", "[H]:[m]", "2023-11-14T13:45:00.000Z"), ("4-9", "[M]-[D]", "2023-04-09T00:00:00.000Z"),
            ("59", "[s]", "2023-11-14T22:13:59.000Z"),
            ("6", "[h]", "2023-11-14T06:00:00.000Z"), ("-01:00", "[Z]", "2023-11-14T23:13:20.123Z"),
        ] as [(String, String, String)]
    )
    func `takes what is greater than all given from the present`(_ timestamp: String, _ picture: String, _ text: String)
        throws
    {
        #expect(try iso(timestamp, picture) == text)
    }

    @Test(
        arguments: [
            ("Hello", "Hello"), ("x", "[Y]-[M]-[D]"), ("2018-05", "[Y]-[M]-[D]"), ("2018x", "[Y]"), ("", ""), ("x", ""),
            ("", "[Y]"),
            ("999999999999999999", "[Y]"), ("2018-13", "[Y]-[MNn]"),
        ] as [(String, String)]
    )
    func `what doesn't match gives nothing`(_ timestamp: String, _ picture: String) throws {
        #expect(try iso(timestamp, picture) == nil)
    }

    @Test(
        arguments: [
            ("2018-22", "[Y]-[D]", "D3136"), ("5-22 23:59", "[M]-[D] [m]:[s]", "D3136"),
            ("2018-3-2-5", "[X]-[x]-[w]-[F1]", "D3136"),
            ("2018-32-5", "[X]-[W]-[F1]", "D3136"), ("2018 6:30", "[Y] [h]:[m]", "D3136"),
            ("21 Smarch 2018", "[D] [MNn] [Y]", "D3136"),
            ("2018-05-22", "[Y]-[M]-[q]", "D3132"), ("2018", "[YN]", "D3133"), ("ISO", "[C]", "D3133"),
        ] as [(String, String, String)]
    )
    func `refuses pictures that make no moment`(_ timestamp: String, _ picture: String, _ expected: String) {
        let parse = {
            _ = try DateTimePicture.parse(timestamp, picture: picture, nowMillis: Self.now)
        }
        #expect(code(of: parse) == expected)
    }
}
