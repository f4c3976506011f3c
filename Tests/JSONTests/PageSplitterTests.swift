import JSON
import Testing

@Suite struct PageSplitterTests {
    private func split(
        _ page: String,
        _ records: JSONPath,
        envelope: [JSONPath] = [],
        fields: [JSONPath] = [],
        limits: PageLimits = PageLimits()
    ) throws(JSONError) -> SplitPage {
        let shape = PageShape(records: records, envelope: envelope, fields: fields)
        return try PageSplitter(shape: shape, limits: limits).split(Array(page.utf8))
    }

    private func texts(_ page: SplitPage) -> [String] {
        page.records.map { String(decoding: page.bytes[$0], as: UTF8.self) }
    }

    @Test func `a record's range is its text as written, without the blanks around it`() throws {
        let page = try split("{\"tickets\": [ {\"id\": 1.0 } ,\n\t[1, 2] , \"x\",null ] }", "tickets")
        #expect(texts(page) == ["{\"id\": 1.0 }", "[1, 2]", "\"x\"", "null"])
        #expect(page.recordsFound)
    }

    @Test func `picks the envelope before and behind the records, and fields of every record`() throws {
        let page = try split(
            "{\"count\":2, \"tickets\":[{\"id\":7, \"a\":{\"b\":\"\\u00fc\"}}, {\"a\":1}], \"meta\":{\"next\":null}}",
            "tickets",
            envelope: ["count", "meta.next", "meta.absent", "tickets.1.a"],
            fields: ["id", "a.b", "", "a", "id"]
        )
        #expect(page.envelope(0).flatMap(page.scalar) == "2")
        #expect(try page.envelope(1).map { try page.value($0) } == .some(.null))
        #expect(page.envelope(1).flatMap(page.scalar) == nil)
        #expect(page.envelope(2) == nil)
        #expect(page.envelope(3).flatMap(page.scalar) == "1")
        #expect(page.field(0, of: 0).flatMap(page.scalar) == "7")
        #expect(page.field(1, of: 0).flatMap(page.scalar) == "ü")
        #expect(page.field(2, of: 1) == page.records[1])
        #expect(page.field(0, of: 1) == nil)
        #expect(page.field(1, of: 1) == nil)
        #expect(page.field(3, of: 1).flatMap(page.scalar) == "1")
        #expect(page.field(4, of: 0) == page.field(0, of: 0))
    }

    @Test func `positions outside of the shape and the page are nil`() throws {
        let page = try split("[{\"id\":1}]", "", envelope: [], fields: ["id"])
        #expect(page.envelope(0) == nil)
        #expect(page.envelope(-1) == nil)
        #expect(page.field(1, of: 0) == nil)
        #expect(page.field(0, of: 1) == nil)
        #expect(page.field(-1, of: 0) == nil)
        #expect(page.field(0, of: -1) == nil)
        #expect(page.scalar(5..<99) == nil)
        #expect(page.scalar(-1..<3) == nil)
        #expect(page.scalar(3..<3) == nil)
        #expect(throws: JSONError.self) { try page.value(5..<99) }
    }

    @Test(arguments: [
        ("[1,[2]]", "", ["1", "[2]"]), ("{\"id\":1}", "", ["{\"id\":1}"]), ("null", "", []), ("[]", "", []),
        ("{\"a\":{\"b\":{}}}", "a.b", ["{}"]), ("{\"a\":null}", "a", []), ("[0,{\"a\":[3]}]", "1.a", ["3"]),
        ("{\"0\":[1]}", "0", ["1"]), ("{\"\":[1]}", "\u{0}", ["1"]),
    ])
    func `records may be an array, one object or null, at any path`(_ page: String, _ path: String, _ want: [String])
        throws
    {
        let page = try split(page, path == "\u{0}" ? JSONPath(segments: [""]) : JSONPath(path))
        #expect(texts(page) == want)
        #expect(page.recordsFound)
    }

    @Test(arguments: [("{}", "tickets"), ("[1]", "tickets"), ("{\"a\":[]}", "a.0"), ("{\"a\":1}", "a.b"), ("3", "a")])
    func `records that are not there are told from an empty list`(_ page: String, _ path: String) throws {
        let page = try split(page, JSONPath(path))
        #expect(!page.recordsFound)
        #expect(page.records.isEmpty)
    }

    @Test(arguments: [
        ("{\"tickets\": 3}", "line 1, column 13: records at \"tickets\" are a number, expected an array"),
        ("{\"tickets\":\n \"x\"}", "line 2, column 2: records at \"tickets\" are a string, expected an array"),
        ("{\"tickets\":true}", "line 1, column 12: records at \"tickets\" are a boolean, expected an array"),
    ])
    func `any other scalar in the records' place is an error`(_ page: String, _ message: String) {
        let error = #expect(throws: JSONError.self) { try split(page, "tickets") }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("{\"t\":[1,2,3],\"t\":[4]}", ["4"]), ("{\"t\":7,\"t\":[]}", []), ("{\"t\":[1],\"t\":null}", []),
        ("{\"t\":[1],\"t\":{\"a\":1}}", ["{\"a\":1}"]),
    ])
    func `of repeated records the last ones count`(_ page: String, _ want: [String]) throws {
        #expect(texts(try split(page, "t")) == want)
    }

    @Test func `of a repeated key in a record the last counts, with all that is below it`() throws {
        let page = try split("[{\"a\":{\"b\":1},\"c\":2,\"a\":{\"d\":3},\"c\":4}]", "", fields: ["a.b", "a.d", "c"])
        #expect(page.field(0, of: 0) == nil)
        #expect(page.field(1, of: 0).flatMap(page.scalar) == "3")
        #expect(page.field(2, of: 0).flatMap(page.scalar) == "4")
    }

    @Test func `keys are compared unescaped and byte for byte`() throws {
        let page = try split(
            "[{\"\\u0069d\":1,\"e\u{301}\":2,\"a key longer than eight\":3,\"a k\\u0065y longer than eighT\":4}]",
            "",
            fields: ["id", "\u{e9}", "e\u{301}", "a key longer than eight"]
        )
        #expect(page.field(0, of: 0).flatMap(page.scalar) == "1")
        #expect(page.field(1, of: 0) == nil)
        #expect(page.field(2, of: 0).flatMap(page.scalar) == "2")
        #expect(page.field(3, of: 0).flatMap(page.scalar) == "3")
    }

    @Test func `half a surrogate pair stays as written, and reads as a replacement character`() throws {
        let page = try split("[\"\\ud800\"]", "", fields: [""])
        #expect(texts(page) == ["\"\\ud800\""])
        #expect(page.field(0, of: 0).flatMap(page.scalar) == "\u{FFFD}")
    }

    @Test func `more records than allowed are an error, as many as allowed are not`() throws {
        var limits = PageLimits()
        limits.maxRecords = 2
        #expect(try split("[1,2]", "", limits: limits).records.count == 2)
        let error = #expect(throws: JSONError.self) { try split("[1,2,3]", "", limits: limits) }
        #expect(error?.description == "line 1, column 6: found one more record, expected at most 2 on a page")
    }

    @Test func `a longer record than allowed is an error, one as long as allowed is not`() throws {
        var limits = PageLimits()
        limits.maxRecordBytes = 4
        #expect(try split("[[12],  1]", "", limits: limits).records.count == 2)
        let error = #expect(throws: JSONError.self) { try split("[1,{\"\":1}]", "", limits: limits) }
        #expect(error?.description == "line 1, column 4: found a longer record, expected at most 4 bytes")
    }

    @Test(arguments: [0, 1, 3, 512, -1, Int.max])
    func `nesting is allowed up to the limit and no further`(_ depth: Int) throws {
        var limits = PageLimits()
        limits.maxDepth = depth
        let allowed = min(max(depth, 0), 2_000)
        let page = String(repeating: "[", count: allowed) + "1" + String(repeating: "]", count: allowed)
        if allowed > 0 { #expect(try split(page, "a", limits: limits).records.isEmpty) }
        guard depth < 2_000 else { return }
        let error = #expect(throws: JSONError.self) { try split("[\(page)]", "a", limits: limits) }
        #expect(error?.offset == allowed)
    }

    @Test func `ten million levels are an error`() {
        let page = [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
        let error = #expect(throws: JSONError.self) { try PageSplitter(shape: PageShape(records: "")).split(page) }
        #expect(error?.offset == 512)
    }

    @Test func `a page of two thousand records is split in order`() throws {
        let records = (0..<2_000).map { "{\"id\":\($0),\"name\":\"a name with some length\"}" }
        let page = try split("{\"data\":[\(records.joined(separator: ","))]}", "data", fields: ["id"])
        #expect(texts(page) == records)
        #expect((0..<2_000).allSatisfy { page.field(0, of: $0).flatMap(page.scalar) == "\($0)" })
    }
}
