import Expressions
import JSON
import JSONata
import Testing

@testable import Expressions

/// Our own functions that mappings use most.
@Suite struct ExpressionFunctionTests {
    private static let input: JSONValue = [
        "full": ["a": 1, "b": ["c": .null, "d": ["", [], [:], ["e": .null]], "f": 0], "g": false, "h": " "],
        "hollow": ["a": .null, "b": ["c": ["d": [[], [.null]]]]],
        "properties": ["x": "1", "y": .null, "z": ["deep": 1]], "names": ["z", "y", "none"], "none": [],
    ]

    private static let cases: [(String, JSONValue?)] = [
        ("$removeEmpty(full)", ["a": 1, "b": ["f": 0], "g": false, "h": " "]), ("$removeEmpty(hollow)", .none),
        ("$removeEmpty([null, \"\", [[]], 0, {\"a\": [null]}, {\"b\": 1}])", [0, ["b": 1]]),
        ("$removeEmpty(null)", .none), ("$removeEmpty(\"\")", .none), ("$removeEmpty(missing)", .none),
        ("$removeEmpty(0)", 0), ("$removeEmpty(false)", false), ("$removeEmpty({})", .none),
        ("full ~> $removeEmpty() ~> $keys()", ["a", "b", "g", "h"]),
        ("$pick(properties, names)", ["y": .null, "z": ["deep": 1]]), ("$pick(properties, \"x\")", ["x": "1"]),
        ("$pick(properties, [])", [:]), ("$pick(missing, names)", .none), ("$pick(properties, missing)", [:]),
        ("properties.$pick([\"x\"])", ["x": "1"]),
        ("$omit(properties, names)", ["x": "1"]), ("$omit(properties, [])", ["x": "1", "y": .null, "z": ["deep": 1]]),
        ("$omit(properties, \"z\")", ["x": "1", "y": .null]), ("$omit(missing, names)", .none),
        ("$firstNonEmpty(missing, null, \"\", [], {}, 0, 1)", 0), ("$firstNonEmpty(missing, \"\")", .none),
        ("$firstNonEmpty(false, true)", false), ("{\"id\": $firstNonEmpty(missing, null)}", [:]),
    ]

    @Test(arguments: cases) func `a function gives`(_ expression: String, _ expected: JSONValue?) throws {
        let value = try JSONataExpression(expression, functions: ExpressionFunctions.all)
            .evaluate(ExpressionFunctionTests.input)
        #expect(value == expected, "\(value?.text ?? "nothing")")
    }

    @Test(arguments: ["$pick(5, names)", "$omit(properties, 5)", "$pick(properties, [1])", "$removeEmpty()"])
    func `arguments of another kind are errors`(_ expression: String) throws {
        let compiled = try JSONataExpression(expression, functions: ExpressionFunctions.all)
        #expect(throws: JSONataError.self) { try compiled.evaluate(["properties": [:], "names": []]) }
    }
}
