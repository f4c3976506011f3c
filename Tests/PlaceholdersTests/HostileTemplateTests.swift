import JSON
import Placeholders
import Testing

@Suite struct HostileTemplateTests {
    @Test(arguments: [
        String(repeating: "{", count: 20_000),
        String(repeating: "}", count: 20_000),
        String(repeating: "{{", count: 10_000) + String(repeating: "}}", count: 10_000),
        String(repeating: "{{a", count: 10_000),
        String(repeating: "{{a}", count: 10_000),
        "{{" + String(repeating: "a", count: 20_000),
        "{{" + String(repeating: " ", count: 20_000) + "}}",
        "{{" + String(repeating: ":", count: 10_000) + "}}",
        "{{" + String(repeating: "|", count: 10_000) + "}}",
        "{{" + String(repeating: ".", count: 10_000) + "}}",
        "{{" + String(repeating: "?:", count: 10_000) + "}}",
        "{{" + String(repeating: "?", count: 10_000) + "}}",
    ])
    func `hostile strings stay text in time linear in their length`(_ text: String) throws {
        #expect(try Template(.string(text), strict: false).render(lookup: { _ in nil }) == .string(text))
        #expect((try? Template(.string(text)))?.source ?? .string(text) == .string(text))
    }

    @Test func `long chains of casts, fall-backs and keys are fine`() throws {
        let ints = String(repeating: ":int", count: 2_000)
        let casts = "{{a\(ints)?:7\(ints)}}"
        #expect(try Template(.string(casts)).render(lookup: { _ in nil }) == 7)
        let alternatives = "{{" + String(repeating: "a|", count: 2_000) + "b}}"
        #expect(try Template(.string(alternatives)).render(lookup: { $0 == "b" ? "x" : nil }) == "x")
        let keys = "{{a" + String(repeating: ".a", count: 2_000) + "}}"
        #expect(try Template(.string(keys)).paths.first?.segments.count == 2_001)
    }

    @Test func `many placeholders in one string are all filled in`() throws {
        let template = try Template(.string(String(repeating: "{{a}},", count: 2_000)))
        #expect(template.uses.count == 2_000)
        #expect(template.paths == ["a"])
        #expect(try template.render(lookup: { _ in 1 }) == .string(String(repeating: "1,", count: 2_000)))
    }

    @Test func `templates render down to 128 levels, and take values as deep as the parser allows`() throws {
        let text = String(repeating: "[", count: 128) + "\"{{a}}\"" + String(repeating: "]", count: 128)
        let template = try Template(JSONValue(parsing: text))
        let result = try template.render(lookup: { _ in "b" })
        #expect(result?.text == text.replacing("{{a}}", with: "b"))
        let deeper = try JSONValue(parsing: "[\(text)]")
        let error = #expect(throws: PlaceholderError.self) { try Template(deeper, strict: false) }
        #expect(error?.message == "nested deeper than 128 levels")
        let value = try JSONValue(
            parsing: String(repeating: "[", count: 511) + "7" + String(repeating: "]", count: 511)
        )
        #expect(try Template("{{a}}").render(lookup: { _ in value }) == "7")
    }

    @Test func `values are never read as templates`() throws {
        let template = try Template(["a": "{{x}}", "b": "{{x}}{{y}}"])
        #expect(
            try template.render(lookup: { $0 == "x" ? "{{y}}" : "$&" }) == ["a": "{{y}}", "b": "{{y}}$&"]
        )
    }
}
