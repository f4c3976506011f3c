import JSON
import Testing

@testable import Engine

/// One condition on a unified record.
@Suite struct RecordFilterTests {
    private static let record: JSONObject = [
        "id": "7", "name": "Zoë Åkerman", "amount": JSONNumber(text: "12.50").map { .number($0) } ?? .null, "size": 3,
        "is_active": true,
        "updated_at": "2026-03-01T10:00:00.000Z", "account": ["id": "20"], "tags": ["vip", "Ünder_score"],
        "mails": [["email": "a@example.com", "type": "work"], ["email": "b@example.com"], ["type": "home"]],
        "lists": [[1, 2], [3]], "none": .null,
    ]

    struct Case: Sendable {
        let path: [String]
        let word: RecordFilter.Operator
        let values: [JSONValue]
        let matches: Bool

        init(_ path: String, _ word: RecordFilter.Operator, _ values: [JSONValue], _ matches: Bool) {
            self.path = path.split(separator: ".").map(String.init)
            self.word = word
            self.values = values
            self.matches = matches
        }
    }

    private static let equality = [
        Case("id", .eq, ["7"], true), Case("id", .eq, [7], false), Case("id", .ne, ["8"], true),
        Case("id", .in, ["6", "7"], true), Case("id", .in, [], false), Case("id", .nin, [], true),
        Case("id", .nin, ["6", "7"], false), Case("amount", .eq, [12.5], true), Case("amount", .ne, [12.5], false),
        Case("is_active", .eq, [true], true), Case("is_active", .eq, [false], false),
        Case("is_active", .eq, ["true"], false),
        Case("account.id", .eq, ["20"], true), Case("account.name", .eq, ["20"], false),
        Case("account.name", .ne, ["20"], true), Case("account.name", .nin, ["20"], true),
        Case("missing", .eq, ["x"], false), Case("missing", .ne, ["x"], true), Case("none", .ne, ["x"], true),
        Case("tags", .eq, ["vip"], true), Case("tags", .ne, ["vip"], false), Case("tags", .ne, ["x"], true),
        Case("tags", .in, ["x", "vip"], true), Case("mails.email", .eq, ["b@example.com"], true),
        Case("mails.type", .eq, ["home"], true), Case("mails.type", .nin, ["home", "x"], false),
        Case("mails", .eq, ["a@example.com"], false), Case("lists", .eq, [3], true),
        Case("id.deeper", .eq, ["7"], false),
        Case("name", .eq, ["Zoe\u{308} A\u{30a}kerman"], true),
    ]

    private static let order = [
        Case("updated_at", .gt, ["2026-03-01T10:00:00.000Z"], false),
        Case("updated_at", .gt, ["2026-03-01T09:59:59.999Z"], true),
        Case("updated_at", .gte, ["2026-03-01T10:00:00.000Z"], true),
        Case("updated_at", .lt, ["2026-03-01T10:00:00.000Z"], false),
        Case("updated_at", .lt, ["2026-03-01T10:00:00.001Z"], true),
        Case("updated_at", .lte, ["2026-03-01T10:00:00.000Z"], true), Case("size", .gt, [2], true),
        Case("size", .gt, [3], false), Case("size", .gte, [3], true), Case("size", .lt, [10], true),
        Case("size", .lt, ["10"], false), Case("amount", .gt, [12.49], true), Case("amount", .lte, [12.5], true),
        Case("missing", .gt, [1], false), Case("missing", .lte, [1], false), Case("none", .lt, ["z"], false),
        Case("lists", .gt, [2], true), Case("lists", .gt, [3], false), Case("is_active", .gt, [false], true),
    ]

    private static let patterns = [
        Case("name", .like, ["Zo%"], true), Case("name", .like, ["zo%"], false), Case("name", .ilike, ["zo%"], true),
        Case("name", .ilike, ["%ÅKERMAN"], true), Case("name", .like, ["%"], true),
        Case("name", .like, ["Zo_ %man"], true),
        Case("name", .like, ["Zo_"], false), Case("name", .like, ["%e%r%"], true),
        Case("name", .like, ["%a%a%a%"], false),
        Case("name", .like, ["Zoë Åkerman"], true), Case("name", .like, ["Zoë Åkerman_"], false),
        Case("name", .like, ["%%Åk%%"], true), Case("tags", .like, ["v_p"], true), Case("tags", .ilike, ["ü%"], true),
        Case("size", .like, ["3"], false), Case("missing", .like, ["%"], false),
        Case("mails.email", .like, ["b@%"], true),
    ]

    @Test(arguments: equality + order + patterns) func `a condition takes a record or leaves it`(_ item: Case) {
        let filter = RecordFilter(path: item.path, operator: item.word, values: item.values)
        #expect(filter.matches(RecordFilterTests.record) == item.matches)
    }

    @Test func `whole numbers of any size are told apart`() throws {
        let big = try JSONValue(parsing: "9007199254740993")
        let record: JSONObject = ["n": big]
        let less = try JSONValue(parsing: "9007199254740992")
        #expect(RecordFilter(path: ["n"], operator: .eq, values: [big]).matches(record))
        #expect(!RecordFilter(path: ["n"], operator: .eq, values: [less]).matches(record))
        #expect(RecordFilter(path: ["n"], operator: .gt, values: [less]).matches(record))
    }

    @Test func `a hostile pattern takes no longer than its length times the text's`() {
        let text = JSONValue.string(String(repeating: "a", count: 3_000))
        let pattern = JSONValue.string(String(repeating: "a%", count: 1_000) + "b")
        #expect(!RecordFilter(path: ["t"], operator: .like, values: [pattern]).matches(["t": text]))
    }
}
