import JSON
import Placeholders
import Testing

@Suite struct TemplateSyntaxTests {
    @Test(arguments: [
        ("{{", 0, "never closed"),
        ("ab {{text", 3, "never closed"),
        ("ü{{text", 2, "never closed"),
        ("{{text}", 0, "one brace"),
        ("{{text} }", 0, "one brace"),
        ("{{}}", 0, "empty"),
        ("{{ }}", 0, "needs a path"),
        ("{{?:x}}", 0, "needs a path"),
        ("{{:int}}", 0, "needs a path"),
        ("{{a|}}", 0, "needs a path"),
        ("{{|a}}", 0, "needs a path"),
        ("{{a..b}}", 0, "empty key"),
        ("{{.a}}", 0, "empty key"),
        ("{{a.}}", 0, "empty key"),
        ("{{foo[0]}}", 0, "\"[\" at byte 5"),
        ("{{*}}", 0, "\"*\" at byte 2"),
        ("{{größe}}", 0, "\"ö\" at byte 4"),
        ("{{a,b}}", 0, "\",\" at byte 3"),
        ("{{a\u{0}}}", 0, "at byte 3"),
        ("{{a?:\"x\"}}", 0, "at byte 5"),
        ("{{a:integer}}", 0, "\"integer\" is no cast"),
        ("{{a:}}", 0, "\"\" is no cast"),
        ("{{a:int:x|b}}", 0, "\"x\" is no cast"),
        ("{{a}} {{b:what}}", 6, "\"what\" is no cast"),
        ("{{a {{b}}", 0, "\"{\" at byte 4"),
        ("{{{{a}}}}", 0, "\"{\" at byte 2"),
        ("{{{a", 1, "never closed"),
    ])
    func `malformed text is refused when strict and stays text when not`(
        _ text: String,
        _ offset: Int,
        _ message: String
    ) throws {
        let error = #expect(throws: PlaceholderError.self) { try Template(["q": [.string(text)]]) }
        #expect(error?.location == "q.0")
        #expect(error?.offset == offset)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        let found: JSONValue? = try Template(.string(text), strict: false).render(lookup: { _ in nil })
        #expect(found == .string(text))
    }

    @Test(arguments: ["", "{", "}", "{}", "}}", "{ {a}}", "a } b }} c", "{a}", "{\"a\": {\"b\": {}}}"])
    func `braces that open nothing are text`(_ text: String) throws {
        #expect(try Template(.string(text)).isConstant)
    }

    @Test func `a lenient template still fills in what is well-formed`() throws {
        let template = try Template("{{a[0]}} {{b:what}} {{{{a}} {{a {{a}}", strict: false)
        #expect(try template.render(lookup: { _ in "v" }) == "{{a[0]}} {{b:what}} {{v {{a v")
    }

    @Test func `paths come in order of first appearance, each once`() throws {
        let template = try Template([
            "id": "{{b.c|a:int}}", "query": ["x": "{{a}}-{{d?:1}}", "$truto_merge": "{{e:json}}"], "y": ["{{b.c}}"],
        ])
        #expect(template.paths == ["b.c", "a", "d", "e"])
    }

    @Test func `uses tell what was written and where`() throws {
        let uses = try Template(["a": ["{{x.y:undefined|z}}", "ü {{q?:1}}{{n:null}}"]]).uses
        #expect(uses.map(\.location) == ["a.0", "a.1", "a.1"])
        #expect(uses.map(\.offset) == [0, 3, 11])
        #expect(uses.map(\.text) == ["{{x.y:undefined|z}}", "{{q?:1}}", "{{n:null}}"])
        #expect(uses.map(\.paths) == [["x.y", "z"], ["q"], ["n"]])
        #expect(uses.map(\.hasDefault) == [false, true, false])
        #expect(uses.map(\.allowsUndefined) == [true, false, false])
        #expect(uses.map(\.allowsNull) == [false, false, true])
        #expect(uses.map(\.isWhole) == [true, false, false])
    }
}
