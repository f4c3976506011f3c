import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaFormatTests {
    @Test(arguments: [
        ("date", ["2026-01-31", "2024-02-29", "2000-02-29", "0000-01-01"]),
        (
            "date-time",
            [
                "2026-01-31T12:00:00Z", "2026-01-31t12:00:00z", "2026-01-31T12:00:00.123456Z",
                "2026-01-31T12:00:00+05:30", "2026-01-31T12:00:00-00:00", "2016-12-31T23:59:60Z",
                "2016-12-31T18:59:60-05:00", "2017-01-01T05:29:60+05:30",
            ]
        ),
        ("updated_at", ["1970-01-01T00:00:00.000Z"]),
        ("uuid", ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "7C9E6679-7425-40DE-944B-E07FC1F90AE7"]),
        ("integrated_account_id", ["x"]), ("webhook_id", ["x"]), ("datastore_id", ["x"]),
    ])
    func `a format takes what it names`(_ format: String, _ texts: [String]) throws {
        let schema = try JSONSchema(["format": .string(format)])
        for text in texts { #expect(schema.check(.string(text)).failures.isEmpty, "\(text)") }
    }

    @Test(arguments: [
        (
            "date",
            [
                "", "2026-1-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
                "2026-01-31T12:00:00Z", "2026-01-31 ", " 2026-01-31", "２026-01-31", "26-01-31", "+2026-01-3",
            ]
        ),
        (
            "date-time",
            [
                "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00Z", "2026-01-31 12:00:00Z",
                "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00:61Z",
                "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00+0530",
                "2026-01-31T12:00:00Zx", "2026-01-31T12:00:0", "\r026-01-31T12:00:00Z",
            ]
        ),
        ("updated_at", ["", "yesterday", "1700000000"]),
        (
            "uuid",
            [
                "", "7c9e6679", "7c9e6679742540de944be07fc1f90ae7", "7c9e6679-7425-40de-944b-e07fc1f90aeg",
                "7c9e6679-7425-40de-944b-e07fc1f90ae７",
            ]
        ),
        ("integrated_account_id", [""]), ("webhook_id", [""]), ("datastore_id", [""]),
    ])
    func `a format refuses anything else`(_ format: String, _ texts: [String]) throws {
        let schema = try JSONSchema(["format": .string(format)])
        for text in texts {
            let failures = schema.check(.string(text)).failures
            #expect(failures.map(\.schemaPath) == ["format"], "\(text)")
        }
    }

    @Test func `formats are about strings, but an id can be nothing else`() throws {
        #expect(try JSONSchema(["format": "date"]).check(5).failures.isEmpty)
        #expect(try JSONSchema(["format": "webhook_id"]).check(5).failures.count == 1)
        #expect(try JSONSchema(["format": "webhook_id", "type": ["string", "null"]]).check(nil).failures.isEmpty)
    }
}
