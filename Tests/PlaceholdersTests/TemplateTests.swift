import JSON
import Placeholders
import Testing

/// What the templates of these tests read.
private let context: JSONValue = [
    "text": "hello",
    "empty": "",
    "yes": true,
    "no": false,
    "nothing": nil,
    "five": 5,
    "pi": 3.14,
    "down": -3.9,
    "one": .number(kept("1.0")),
    "big": .number(kept("123456789012345678901234567890")),
    "huge": .number(kept("1e999999999")),
    "thousand": .number(kept("1.5e3")),
    "tiny": .number(kept("1e-9")),
    "ids": [1, 2, [3, nil, "x"], nil, ["a": 1], true],
    "none": [],
    "map": ["a": ["b": 1]],
    "list": [["id": "first"], ["id": "second"]],
    "truth": "true",
    "lie": "false",
    "digits": "12.7",
    "padded": " 007 ",
    "null_text": "null",
    "json_text": "{\"z\":1.0,\"a\":[true]}",
    "broken_json": "{\"z\":",
    "with-dash": "dashed",
    "under_score": "scored",
    "crm/contacts": "slashed",
    "two words": "spaced",
    "hostile": "{{text}}",
]

private func kept(_ text: String) -> JSONNumber { JSONNumber(text: text) ?? JSONNumber(0) }

/// Renders leniently, as the published library does; nil means undefined.
private func rendered(_ template: JSONValue) throws -> JSONValue? {
    try Template(template, strict: false).render(lookup: context.value(at:))
}

@Suite struct TemplateTests {
    @Test(arguments: [
        // path, blanks, keys
        ("{{text}}", "\"hello\""),
        ("{{ text }}", "\"hello\""),
        ("{{\ttext\n}}", "\"hello\""),
        ("{{with-dash}}", "\"dashed\""),
        ("{{under_score}}", "\"scored\""),
        ("{{crm/contacts}}", "\"slashed\""),
        ("{{two words}}", "\"spaced\""),
        ("{{map.a.b}}", "\"1\""),
        ("{{list.0.id}}", "\"first\""),
        ("{{list.1.id}}", "\"second\""),
        ("{{list.2.id?:gone}}", "\"gone\""),
        ("{{list.00.id?:gone}}", "\"gone\""),
        ("{{text.length?:scalar}}", "\"scalar\""),
        ("{{nothing.a?:null has no keys}}", "\"null has no keys\""),
        // the default cast is str
        ("{{yes}}", "\"true\""),
        ("{{five}}", "\"5\""),
        ("{{one}}", "\"1.0\""),
        ("{{thousand}}", "\"1.5e3\""),
        ("{{big}}", "\"123456789012345678901234567890\""),
        ("{{nothing}}", "null"),
        ("{{empty}}", "\"\""),
        ("{{ids}}", "\"1,2,3,,x,,[object Object],true\""),
        ("{{none}}", "\"\""),
        ("{{map}}", "\"[object Object]\""),
        // str
        ("{{five:str}}", "\"5\""),
        ("{{ five : str }}", "\"5\""),
        ("{{nothing:str}}", "null"),
        // int
        ("{{five:int}}", "5"),
        ("{{pi:int}}", "3"),
        ("{{down:int}}", "-3"),
        ("{{one:int}}", "1"),
        ("{{thousand:int}}", "1500"),
        ("{{tiny:int}}", "0"),
        ("{{big:int}}", "123456789012345678901234567890"),
        ("{{huge:int}}", "1e999999999"),
        ("{{digits:int}}", "12"),
        ("{{padded:int}}", "7"),
        ("{{text:int}}", "\"hello\""),
        ("{{empty:int}}", "\"\""),
        ("{{yes:int}}", "true"),
        ("{{nothing:int}}", "null"),
        ("{{ids:int}}", "[1,2,[3,null,\"x\"],null,{\"a\":1},true]"),
        // num
        ("{{one:num}}", "1.0"),
        ("{{digits:num}}", "12.7"),
        ("{{padded:num}}", "7"),
        ("{{text:num}}", "\"hello\""),
        ("{{nothing:num}}", "null"),
        // bool
        ("{{yes:bool}}", "true"),
        ("{{no:bool}}", "false"),
        ("{{truth:bool}}", "true"),
        ("{{lie:bool}}", "false"),
        ("{{text:bool}}", "\"hello\""),
        ("{{five:bool}}", "5"),
        ("{{nothing:bool}}", "null"),
        // json
        ("{{json_text:json}}", "{\"z\":1.0,\"a\":[true]}"),
        ("{{broken_json:json}}", "\"{\\\"z\\\":\""),
        ("{{map:json}}", "{\"a\":{\"b\":1}}"),
        ("{{none:json}}", "[]"),
        ("{{five:json}}", "5"),
        ("{{nothing:json}}", "null"),
        // null
        ("{{null_text:null}}", "null"),
        ("{{text:null}}", "\"hello\""),
        ("{{five:null}}", "5"),
        ("{{missing:null}}", "null"),
        // any
        ("{{ids:any}}", "[1,2,[3,null,\"x\"],null,{\"a\":1},true]"),
        ("{{yes:any}}", "true"),
        ("{{nothing:any}}", "null"),
        // modifiers leave the default cast
        ("{{five:undefined}}", "\"5\""),
        ("{{five:ignore-empty-str}}", "\"5\""),
        ("{{five:int:undefined}}", "5"),
        ("{{five:undefined:int}}", "5"),
        ("{{digits:int:str}}", "\"12\""),
    ])
    func `a placeholder that is the whole string gives its value`(_ template: String, _ expected: String) throws {
        #expect(try rendered(.string(template))?.text == expected)
    }

    @Test(arguments: [
        ("{{missing|text}}", "\"hello\""),
        ("{{ missing | text }}", "\"hello\""),
        ("{{text|five}}", "\"hello\""),
        ("{{nothing|text}}", "null"),
        ("{{empty|text}}", "\"\""),
        ("{{empty:ignore-empty-str|text}}", "\"hello\""),
        ("{{empty|text:ignore-empty-str}}", "\"hello\""),
        ("{{empty:ignore-empty-str?:none}}", "\"none\""),
        ("{{nothing:ignore-empty-str|text}}", "null"),
        ("{{missing:int|digits}}", "\"12.7\""),
        ("{{missing|digits:int}}", "12"),
        ("{{five:int|digits:str}}", "5"),
        ("{{missing|also.missing|five:int}}", "5"),
    ])
    func `the first alternative that is there wins`(_ template: String, _ expected: String) throws {
        #expect(try rendered(.string(template))?.text == expected)
    }

    @Test(arguments: [
        ("{{missing?:text}}", "\"text\""),
        ("{{missing ?: text }}", "\"text\""),
        ("{{text?:other}}", "\"hello\""),
        ("{{nothing?:other}}", "null"),
        ("{{empty?:other}}", "\"\""),
        ("{{missing?:}}", "\"\""),
        ("{{missing?:1}}", "\"1\""),
        ("{{missing?:1:int}}", "1"),
        ("{{missing?:1.50:num}}", "1.50"),
        ("{{missing?:true:bool}}", "true"),
        ("{{missing?:null:null}}", "null"),
        ("{{missing?:5:json}}", "5"),
        ("{{missing?:https://example.com/a}}", "\"https://example.com/a\""),
        ("{{missing?:https://example.com:8080}}", "\"https://example.com:8080\""),
        ("{{missing?:1970-01-01T00:00:00.000Z}}", "\"1970-01-01T00:00:00.000Z\""),
        ("{{missing?:a|b}}", "\"a|b\""),
        ("{{missing?:a?:b}}", "\"a?:b\""),
        ("{{missing|other?:x}}", "\"x\""),
        ("{{missing:int?:5}}", "5"),
        ("{{missing:int?:5:str}}", "\"5\""),
        ("{{missing:undefined?:x}}", "\"x\""),
        ("{{missing?:int}}", "\"int\""),
        ("{{missing?:1:integer}}", "\"1:integer\""),
    ])
    func `a default stands in where nothing is found`(_ template: String, _ expected: String) throws {
        #expect(try rendered(.string(template))?.text == expected)
    }

    @Test(arguments: [
        ("a {{text}} b", "a hello b"),
        ("{{text}}{{text}}", "hellohello"),
        (" {{yes}}", " true"),
        ("{{five:int}}%", "5%"),
        ("{{pi:int}}%", "3%"),
        ("x{{one}}", "x1.0"),
        ("x{{nothing}}", "xnull"),
        ("x{{null_text:null}}", "xnull"),
        ("x{{missing:null}}", "xnull"),
        ("x{{missing:undefined}}", "x"),
        ("x{{ids:any}}", "x1,2,3,,x,,[object Object],true"),
        ("x{{json_text:json}}", "x{\"z\":1.0,\"a\":[true]}"),
        ("x{{map:json}}", "x[object Object]"),
        ("x{{missing?:1:int}}", "x1"),
        ("x{{missing}}", "x{{missing}}"),
        ("{{{text}}}", "{hello}"),
        ("{\"a\":\"{{text}}\"}", "{\"a\":\"hello\"}"),
        ("x{{hostile}}{{text}}", "x{{text}}hello"),
        ("grüße {{text}} 👋", "grüße hello 👋"),
    ])
    func `inside a longer text every value becomes text`(_ template: String, _ expected: String) throws {
        #expect(try rendered(.string(template)) == .string(expected))
    }

    @Test(arguments: [
        "{{missing}}", "{{ missing | also.missing }}", "{{missing:int}}", "{{empty:ignore-empty-str}}",
    ])
    func `nothing found and no default leaves the placeholder's own text`(_ template: String) throws {
        #expect(try rendered(.string(template)) == .string(template))
    }

    @Test(arguments: [
        "{{missing:undefined}}", "{{missing|other:undefined}}", "{{missing:undefined|other}}",
        "{{missing:int:undefined}}", "{{empty:ignore-empty-str:undefined}}",
    ])
    func `undefined goes away with its key or its place`(_ placeholder: String) throws {
        let text = JSONValue.string(placeholder)
        #expect(try rendered(text) == nil)
        #expect(try rendered(["a": text, "b": ["c": text], "d": [1, text, 2]]) == ["b": [:], "d": [1, 2]])
    }

    @Test func `strings at any depth are filled in, keys and other values are not`() throws {
        let template: JSONValue = ["{{text}}": 1, "a": [["b": "{{text}}"], 1.5, nil, false], "c": "plain"]
        #expect(try rendered(template) == ["{{text}}": 1, "a": [["b": "hello"], 1.5, nil, false], "c": "plain"])
    }

    @Test func `keys keep their order and numbers their text`() throws {
        let template = try JSONValue(parsing: "{\"z\":1.0,\"a\":\"{{five:int}}\",\"m\":1E5}")
        #expect(try rendered(template)?.text == "{\"z\":1.0,\"a\":5,\"m\":1E5}")
    }

    @Test func `the caller says what stands for what is missing`() throws {
        let template = try Template(["a": "{{missing}}", "b": "x{{missing}}y", "c": "{{text}}"])
        let lookup = context.value(at:)
        #expect(
            try template.render(lookup: lookup, missing: { _ in .keepText })
                == ["a": "{{missing}}", "b": "x{{missing}}y", "c": "hello"]
        )
        #expect(try template.render(lookup: lookup, missing: { _ in .undefined }) == ["b": "xy", "c": "hello"])
        #expect(try template.render(lookup: lookup, missing: { _ in .withoutString }) == ["c": "hello"])
        #expect(
            try template.render(lookup: lookup, missing: { _ in .text("-") }) == ["a": "-", "b": "x-y", "c": "hello"]
        )
    }

    @Test func `an error of the caller ends the rendering with the use's place`() throws {
        let template = try Template(["query": ["q": "id:{{args.id}}"]])
        let expected = PlaceholderError(location: "query.q", offset: 3, message: "no value at args.id")
        #expect(throws: expected) {
            try template.render(lookup: context.value(at:)) { use throws(PlaceholderError) in
                throw PlaceholderError(
                    location: use.location,
                    offset: use.offset,
                    message: "no value at \(use.paths.map(\.description).joined(separator: ", "))"
                )
            }
        }
        #expect(expected.description == "query.q at byte 3: no value at args.id")
    }

    @Test func `a template without placeholders is a constant`() throws {
        let value: JSONValue = ["a": ["b", 1, "{ }}"], "{{k}}": "{"]
        let template = try Template(value)
        #expect(template.isConstant)
        #expect(template.paths.isEmpty)
        #expect(template.uses.isEmpty)
        #expect(try template.render(lookup: { _ in nil }) == value)
        #expect(try !Template(["a": "{{b}}"]).isConstant)
    }

    @Test func `templates are equal by their value and mode`() throws {
        #expect(try Template("{{a}}") == Template("{{a}}"))
        #expect(try Template("{{a}}") != Template("{{b}}"))
        #expect(try Template("{{a}}") != Template("{{a}}", strict: false))
        #expect(try Set([Template("{{a}}"), Template("{{a}}"), Template("{{b}}")]).count == 2)
    }
}
