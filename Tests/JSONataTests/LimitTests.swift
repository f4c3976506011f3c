import JSON
import JSONata
import Testing

/// Expressions that would run for ever, or use up memory or the stack.
@Suite struct LimitTests {
    private static let small: JSONataLimits = {
        var limits = JSONataLimits()
        limits.steps = 200_000
        limits.size = 200_000
        return limits
    }()

    @Test(arguments: [
        "($f := function($n) { $f($n + 1) }; $f(1))", "($f := function($n) { 1 + $f($n) }; $f(1))",
        "[1..10000000].($ * 2)", "$reduce([1..100], function($a, $x) { $a & $a }, 'ab')", "$pad('a', 1e15)",
        "$reduce([1..100000], function($a, $x) { {'a': $a} }, 1)",
        "$reduce([1..100000], function($a, $x) { [[$a]] }, 1)",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)", "($f := function() { $eval('$f()') }; $f())",
        "($x := [1..1000]; $x.($y := $; $x.($y * $)))", "$map([1..9999999], function($x) { [$x] })",
        "$string([1..9999999])", "$join($split($pad('a', 100000), 'a').'b' ~> $append($split($pad('b', 199999), '')))",
        "$sort([1..9999999], function($l, $r) { $l < $r })", "$zip([1..9999999], [1..9999999])",
    ])
    func `an expression without end ends in an error`(_ expression: String) throws {
        let compiled = try JSONataExpression(expression)
        let error = #expect(throws: JSONataError.self) { try compiled.evaluate(nil, limits: Self.small) }
        #expect(error?.code == "U1001" || error?.code == "D3121", "\(error?.description ?? "")")
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
        String(repeating: "-", count: 100_000),
        String(repeating: "a.", count: 100_000) + "a", String(repeating: "1+", count: 100_000) + "1",
        String(repeating: "function(){", count: 10_000), String(repeating: "{'a':", count: 10_000),
    ])
    func `an expression nested too deep is refused`(_ expression: String) {
        let error = #expect(throws: JSONataError.self) { try JSONataExpression(expression) }
        #expect(error?.code == "U1001")
    }

    @Test func `a chain of functions of any length is let go of`() throws {
        let expression = try JSONataExpression(
            "$type($reduce([1..100000], function($a, $x) { function() { $a } }, 1))"
        )
        #expect(try expression.evaluate(nil) == "function")
    }

    @Test(arguments: [
        ("$split('a,b', ',', 0/0)", "D1001"), ("$round(1, 0/0)", "D1001"), ("$pad('a', 1/0)", "D1001"),
        ("$formatBase(0/0)", "D1001"), ("[1, 2][0/0]", "D1001"), ("$string(0/0)", "D3001"),
        ("$replace('ab', function($s) { {'match': 'b', 'start': 0/0} }, 'x')", "T1010"),
    ])
    func `a number out of range is an error wherever it goes`(_ expression: String, _ code: String) throws {
        let compiled = try JSONataExpression(expression)
        let error = #expect(throws: JSONataError.self) { try compiled.evaluate(nil) }
        #expect(error?.code == code)
    }

    @Test func `matches that a function gives out of order are taken in order`() throws {
        let back = "{'match': 'a', 'start': 0, 'end': 1, 'groups': []}"
        let matcher =
            "function($s) { {'match': 'f', 'start': 5, 'end': 6, 'groups': [], 'next': function() { \(back) }} }"
        #expect(try JSONataExpression("$split('abcdef', \(matcher))").evaluate(nil) == ["abcde", "", ""])
        #expect(try JSONataExpression("$replace('abcdef', \(matcher), '-')").evaluate(nil) == "abcde--")
    }

    @Test func `a range is counted without being made`() throws {
        #expect(try JSONataExpression("$count([1..10000000])").evaluate(nil, limits: Self.small) == 10_000_000)
    }
}
