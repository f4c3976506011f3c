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
        ("time", ["12:00:00Z", "23:59:60Z", "01:02:03.5+01:00"]),
        ("duration", ["P1Y2M3D", "PT36H", "P4W", "P1DT12H30M", "PT1H1M1S", "P0D"]),
        ("email", ["ada@example.com", "a.b+c@example", "\"a b\"@example.com", "a@[127.0.0.1]", "a@[IPv6:::1]"]),
        ("idn-email", ["δοκιμή@παράδειγμα.example"]),
        ("hostname", ["example.com", "a", "xn--4gbwdl.xn--wgbh1c", "1host", String(repeating: "a", count: 63)]),
        ("idn-hostname", ["παράδειγμα.example", "例。テスト"]),
        ("ipv4", ["127.0.0.1", "255.255.255.255", "0.0.0.0"]),
        ("ipv6", ["::", "::1", "2001:db8::8:800:200c:417a", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1", "1::"]),
        ("uri", ["https://example.com/a?b=c#d", "urn:uuid:x", "mailto:a@example.com", "http://[::1]:80/", "a:"]),
        ("uri-reference", ["", "/a/b", "../c", "?q", "#f", "//host/p", "a%20b"]),
        ("iri", ["https://example.com/é"]), ("iri-reference", ["/é?ü#ö"]),
        ("uri-template", ["/a/{id}", "{+path:3}/x{?q,list*}", "plain", "{a.b}"]),
        ("json-pointer", ["", "/", "/a/0/~0~1", "/é"]), ("relative-json-pointer", ["0", "1/a", "12#", "0#"]),
        ("regex", ["^a+$", "\\d{3}", "(?<n>a)\\k<n>"]),
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
        ("time", ["12:00:00", "24:00:00Z", "12:00Z", "12:00:60Z"]),
        ("duration", ["", "P", "PT", "1D", "P1", "P1S", "PT1D", "P1Y1D", "PT1H1S", "P1W1D", "P1DT", "P-1D", "P1.5D"]),
        ("email", ["", "a", "@example.com", "a@", ".a@example.com", "a..b@c", "a b@c", "a@b_c", "é@c", "a@[1.2.3]"]),
        ("hostname", ["", "-a", "a-", "a..b", "a.", "a_b", "é.example", String(repeating: "a", count: 64)]),
        ("idn-hostname", ["", "a b", "é_a"]),
        ("ipv4", ["", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", "1.2.3.٤"]),
        (
            "ipv6",
            ["", ":", ":::", "1::2::3", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8::", "::1%eth0", "::1.2.3", "1:"]
        ),
        ("uri", ["", "/a", "a b:c", "http://a b", "http://[::1", "http://a/%zz", "http://é/", "http://a:b/", "1a:b"]),
        ("uri-reference", ["a b", "\\\\host", "%", "1a:b", "é"]),
        ("iri", ["/é", "https://example.com/\u{202E}"]), ("iri-reference", ["é é"]),
        ("uri-template", ["{", "}", "{}", "{a", "{a:0}", "{a:10000}", "a b", "{a-b}"]),
        ("json-pointer", ["a", "/~", "/~2"]), ("relative-json-pointer", ["", "/a", "01", "-1", "0a", "1##"]),
        ("regex", ["(", "a**", "\\Z"]),
        ("integrated_account_id", [""]), ("webhook_id", [""]), ("datastore_id", [""]),
    ])
    func `a format refuses anything else`(_ format: String, _ texts: [String]) throws {
        let schema = try JSONSchema(["format": .string(format)])
        for text in texts {
            let failures = schema.check(.string(text)).failures
            #expect(failures.map(\.schemaPath) == ["format"], "\(text)")
        }
    }

    @Test func `an unknown format says nothing, and none does where they are annotations`() throws {
        #expect(try JSONSchema(["format": "colour"]).isValid("x"))
        #expect(try JSONSchema(["format": "date"], options: .standard).isValid("x"))
    }

    @Test func `formats are about strings, but an id can be nothing else`() throws {
        #expect(try JSONSchema(["format": "date"]).check(5).failures.isEmpty)
        #expect(try JSONSchema(["format": "webhook_id"]).check(5).failures.count == 1)
        #expect(try JSONSchema(["format": "webhook_id", "type": ["string", "null"]]).check(nil).failures.isEmpty)
    }
}
