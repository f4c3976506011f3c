import JSON
import JSONata
import Testing

/// Expressions that only pick and arrange, which are evaluated without a run where no array is in the way.
@Suite struct ArrangingTests {
    private static let document: JSONValue = [
        "id": 7, "a": ["b": ["c": "text", "n": .null], "empty": "", "no": false, "zero": 0, "none": [:]],
        "list": [["c": "first"], ["c": "second", "d": [1, 2]]], "one": [["c": "only"]], "nothing": [], "text": "x",
        "deep": [[["c": 1]]],
    ]

    /// Texts of expressions, the same at every run.
    private struct Maker {
        private var state: UInt64 = 42
        private static let leaves = [
            "id", "text", "a.b.c", "a.b.n", "a.b", "a.empty", "a.no", "a.zero", "a.none", "missing", "a.missing.c",
            "text.c", "list", "list.c", "list.d", "one", "one.c", "nothing", "nothing.c", "deep.c", "\"word\"", "1.50",
            "-3", "true", "null", "[]", "{}", "list[0].c", "id + 1", "list[]", "$.text",
        ]

        private mutating func pick(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }

        mutating func expression(_ levels: Int) -> String {
            guard levels > 0, pick(4) > 0 else { return Self.leaves[pick(Self.leaves.count)] }
            let parts = (0..<3).map { _ in expression(levels - 1) }
            return switch pick(6) {
            case 0: "[\(parts.joined(separator: ", "))]"
            case 1: "{\"x\": \(parts[0]), \"y\": \(parts[1]), \"z\": \(parts[2])}"
            case 2: "(\(parts[0])) ? \(parts[1]) : \(parts[2])"
            case 3: "[(\(parts[0])) ? {\"x\": \(parts[1])}, \(parts[2])]"
            case 4: "[\(parts[0])] ?? \(parts[1])"
            default: "{\"x\": \(parts[0])} ?: \(parts[1])"
            }
        }
    }

    /// Parentheses around it make the same expression one that needs a run.
    @Test func `with and without a run comes the same`() throws {
        var maker = Maker()
        for _ in 0..<3_000 {
            let text = maker.expression(3)
            let arranged = try JSONataExpression(text).evaluate(Self.document)
            let evaluated = try JSONataExpression("(\(text))").evaluate(Self.document)
            #expect(arranged == evaluated, "\(text)")
        }
    }

    private static let arranging = [
        "a.b.c", "{\"x\": a.b.c, \"y\": a.missing}", "[id, text, missing]", "a.no ? id : {\"x\": a.empty}",
        "[a.b.n ? {\"x\": id}, text ? {\"y\": text}]", "a.empty ?: id", "a.b.n ?? id", "\"word\"", "list",
    ]

    @Test(arguments: arranging) func `what only arranges takes no step`(_ text: String) throws {
        var limits = JSONataLimits()
        limits.steps = 0
        let arranged = try JSONataExpression(text).evaluate(Self.document, limits: limits)
        #expect(try arranged == JSONataExpression("(\(text))").evaluate(Self.document))
    }

    @Test(arguments: ["list.c", "[list]", "list ? 1", "text & \"!\"", "list[0]", "one.c"])
    func `what needs more takes steps`(_ text: String) throws {
        var limits = JSONataLimits()
        limits.steps = 0
        let expression = try JSONataExpression(text)
        let error = #expect(throws: JSONataError.self) { try expression.evaluate(Self.document, limits: limits) }
        #expect(error?.code == "U1001")
    }
}
