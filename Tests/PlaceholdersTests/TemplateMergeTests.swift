import JSON
import Placeholders
import Testing

@Suite struct TemplateMergeTests {
    private let context: JSONValue = [
        "extra": ["status": "open", "filter": ["b": 2, "tags": ["y"]]],
        "more": ["filter": ["b": 3], "z": nil],
        "list": [["a": 1]],
        "text": "hello",
        "json_text": "{\"from\":\"text\"}",
    ]

    private func rendered(_ template: JSONValue) throws -> JSONValue? {
        try Template(template).render(lookup: context.value(at:))
    }

    @Test func `objects are merged deeply into the object around, arrays joined`() throws {
        let result = try rendered([
            "status": "new", "$truto_merge": "{{extra:json}}", "filter": ["a": 1, "b": 1, "tags": ["x"]],
        ])
        #expect(result?.text == "{\"status\":\"open\",\"filter\":{\"a\":1,\"b\":2,\"tags\":[\"x\",\"y\"]}}")
    }

    @Test func `of several the later wins`() throws {
        let result = try rendered(["$truto_merge": ["{{extra:any}}", "{{more:json}}"], "page": 1])
        #expect(
            result?.text
                == "{\"page\":1,\"status\":\"open\",\"filter\":{\"b\":3,\"tags\":[\"y\"]},\"z\":null}"
        )
    }

    @Test(arguments: [
        "{{text}}", "{{text:json}}", "{{extra}}", "{{list:json}}", "{{missing:undefined}}", "{{missing:null}}",
        "{{missing?:x}}", "plain", "{{missing}}",
    ])
    func `what is no object is skipped and the key removed`(_ merge: String) throws {
        #expect(try rendered(["a": 1, "$truto_merge": .string(merge)]) == ["a": 1])
        #expect(
            try rendered(["a": 1, "$truto_merge": [.string(merge), "{{json_text:json}}"]])
                == ["a": 1, "from": "text"]
        )
    }

    @Test func `merges work at any depth`() throws {
        #expect(
            try rendered(["q": [["$truto_merge": "{{more:json}}"]]]) == ["q": [["filter": ["b": 3], "z": nil]]]
        )
    }

    @Test func `kinds that differ are replaced`() throws {
        #expect(try rendered(["filter": [1], "$truto_merge": "{{more:json}}"]) == ["filter": ["b": 3], "z": nil])
        #expect(try rendered(["z": ["k": 1], "$truto_merge": "{{more:json}}"]) == ["z": nil, "filter": ["b": 3]])
    }

    @Test func `a merge of no placeholder still loses its key`() throws {
        let template = try Template(["a": 1, "$truto_merge": []])
        #expect(!template.isConstant)
        #expect(try template.render(lookup: { _ in nil }) == ["a": 1])
    }

    @Test(arguments: [JSONValue.null, 5, ["a": 1], [["a": 1]], ["{{x:json}}", 5]])
    func `a strict template refuses a merge of anything but strings`(_ merge: JSONValue) throws {
        #expect(throws: PlaceholderError.self) { try Template(["q": ["$truto_merge": merge]]) }
        _ = try Template(["q": ["$truto_merge": merge]], strict: false)
    }

    @Test func `paths and uses of merges are known`() throws {
        let template = try Template(["$truto_merge": ["{{a.b:json}}", "{{c|a.b}}"], "x": "{{d}}"])
        #expect(template.paths == ["a.b", "c", "d"])
        #expect(template.uses.map(\.location) == ["$truto_merge.0", "$truto_merge.1", "x"])
    }
}
