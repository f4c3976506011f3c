import JSON
import JSONata
import Testing

/// The language, form by form, from its documentation.
@Suite struct LanguageTests {
    struct Case: Sendable, CustomStringConvertible {
        let expression: String
        let input: String
        /// JSON text, nil for no value.
        let result: String?

        init(_ expression: String, _ input: String = "null", _ result: String?) {
            self.expression = expression
            self.input = input
            self.result = result
        }

        var description: String { expression }
    }

    private static let order =
        #"{"o":[{"id":1,"p":[{"n":"a","q":2},{"n":"b","q":1}]},{"id":2,"p":[{"n":"a","q":5}]}],"t":"x"}"#

    private static let cases: [Case] = [
        Case("t", order, #""x""#), Case("nope.deeper", order, nil), Case("o.p.q", order, "[2,1,5]"),
        Case("o[0].p[1].n", order, #""b""#), Case("o.p[0].n", order, #"["a","a"]"#), Case("(o.p)[0].n", order, #""a""#),
        Case("o[id=2].p.n", order, #""a""#), Case("o[[0..1]].id", order, "[1,2]"), Case("o.p[n='a'].q", order, "[2,5]"),
        Case("*.id", order, "[1,2]"), Case("**.q", order, "[2,1,5]"), Case("o.*[0]", order, "[1,2]"),
        Case("o.p.%.id", order, "[1,1,2]"), Case("o.p.{n: %.id}", order, #"[{"a":1},{"b":1},{"a":2}]"#),
        Case("o.p[%.id = 2].q", order, "5"), Case("o.p{n: $sum(q)}", order, #"{"a":7,"b":1}"#),
        Case("o.p^(q).q", order, "[1,2,5]"), Case("o.p^(>n, q).(n & q)", order, #"["b1","a2","a5"]"#),
        Case("o#$i.p.($i & n)", order, #"["0a","0b","1a"]"#), Case("o@$x.$x.p@$p.($x.id + $p.q)", order, "[3,2,7]"),
        Case("o.p#$i[$i = 1].n", order, #""b""#), Case("$.t", order, #""x""#), Case("o.($$.t)", order, #"["x","x"]"#),
        Case("`t`", order, #""x""#), Case("\"t\"", order, #""t""#), Case("o.\"id\"", order, "[1,2]"),
        Case("1 + 2 * 3 - 4 / 2", "null", "5"), Case("7 % 4", "null", "3"), Case("-(3)", "null", "-3"),
        Case("'a' & 1 & true & null", "null", #""a1truenull""#), Case("1 = 1.0", "null", "true"),
        Case("[1, 2] = [1, 2]", "null", "true"), Case("{'a': 1} != {'a': 2}", "null", "true"),
        Case("nope = nope", "null", "false"), Case("1 < 2 and 'a' < 'b'", "null", "true"),
        Case("2 in [1, 2]", "null", "true"), Case("true or $error('not reached')", "null", "true"),
        Case("false and $error('not reached')", "null", "false"), Case("[1..3, 7]", "null", "[1,2,3,7]"),
        Case("[3..1]", "null", "[]"), Case("[[1, 2], 3]", "null", "[[1,2],3]"), Case("true ? 1", "null", "1"),
        Case("false ? 1", "null", nil), Case("0 ?: 5", "null", "5"), Case("nope ?? 5", "null", "5"),
        Case("0 ?? 5", "null", "0"), Case("($x := 1; $y := $x + 1; $y)", "null", "2"), Case("()", "null", nil),
        Case("($x := 1; ($x := 2); $x)", "null", "1"), Case("function($x) { $x + 1 }(2)", "null", "3"),
        Case("λ($x) { $x * 2 }(4)", "null", "8"), Case("($f := $substring(?, 0, 2); $f('hello'))", "null", #""he""#),
        Case("($f := $trim ~> $uppercase; $f('  a '))", "null", #""A""#), Case("'a' ~> $uppercase", "null", #""A""#),
        Case("($add := function($a) { function($b) { $a + $b } }; $add(1)(2))", "null", "3"),
        Case("$map([1, 2], function($v, $i, $all) { $v + $i + $count($all) })", "null", "[3,5]"),
        Case("$reduce([1, 2, 3], function($a, $b) { $a * $b }, 10)", "null", "60"),
        Case("$filter([1, 2, 3], function($v) { $v > 1 })", "null", "[2,3]"),
        Case("$sift({'a': 1, 'b': 0})", "null", nil),
        Case("$each({'a': 1}, function($v, $k) { $k & $v })", "null", #""a1""#),
        Case("$sort([3, 1, 2], function($l, $r) { $l < $r })", "null", "[3,2,1]"),
        Case("$split('a, b,c', /,\\s*/)", "null", #"["a","b","c"]"#),
        Case("$match('ab12', /\\d/).index", "null", "[2,3]"),
        Case("$replace('aXb', /x/i, function($m) { '<' & $m.match & '>' })", "null", #""a<X>b""#),
        Case("$eval('[1, 2, a]', {'a': 3})", "null", "[1,2,3]"),
        Case("$string([1, {'a': 'b'}])", "null", #""[1,{\"a\":\"b\"}]""#),
        Case("$string(1/3)", "null", #""0.333333333333333""#), Case("$number('0x1F')", "null", "31"),
        Case("$round(2.5) & $round(3.5) & $round(1.005, 2)", "null", #""241""#),
        Case("$merge([{'a': 1}, {'b': 2}])", "null", #"{"a":1,"b":2}"#),
        Case("$keys([{'a': 1}, {'b': 2}])", "null", #"["a","b"]"#),
        Case("$lookup([{'a': 1}, {'a': 2}], 'a')", "null", "[1,2]"),
        Case("$zip([1, 2], ['a', 'b'])", "null", #"[[1,"a"],[2,"b"]]"#), Case("$distinct([1, 2, 1])", "null", "[1,2]"),
        Case("$type(null) & $type([]) & $type({})", "null", #""nullarrayobject""#),
        Case("/* a comment */ 1", "null", "1"), Case("$pad('7', -3, '0')", "null", #""007""#),
        Case("$base64decode($base64encode('héllo'))", "null", #""héllo""#),
        Case("$encodeUrlComponent('a b&c')", "null", #""a%20b%26c""#),
        Case("$match('é😀x', /x/).index & $replace('é😀x', /x/, function($m) { $string($m.start) })", "null", #""3é😀3""#),
        Case("$length('héllo😀')", "null", "6"), Case("$substring('héllo😀', -1)", "null", #""😀""#),
    ]

    @Test(arguments: cases)
    func `a form gives what the documentation says`(_ example: Case) throws {
        let result = try JSONataExpression(example.expression).evaluate(try JSONValue(parsing: example.input))
        #expect(result?.text == example.result)
    }

    @Test(arguments: [
        ("1 +", "S0207", 3), ("(1", "S0203", 2), ("[1, 2", "S0203", 5), ("'abc", "S0101", 0), ("/a", "S0302", 1),
        ("a ! b", "S0204", 2), ("1.2.3", "S0213", 0), ("a{}{}", "S0210", 3), ("x := 1", "S0212", 2),
        ("function(a) { 1 }", "S0208", 8), ("1 + 'a'", "T2002", 2), ("'a' < 1", "T2009", 4), ("$sum('a')", "T0412", 4),
        ("$nope()", "T1006", 5), ("length('a')", "T1005", 6), ("{1: 2}", "T1003", 0), ("$error('mine')", "D3137", 6),
        ("$number('x')", "D3030", 7), ("% ", "S0217", 0), ("/(/", "S0302", 1), ("/[/", "S0302", 1),
    ])
    func `a fault has the language's code and its place`(_ expression: String, _ code: String, _ place: Int) {
        let error = #expect(throws: JSONataError.self) { try JSONataExpression(expression).evaluate(.null) }
        #expect(error?.code == code)
        #expect(error?.position == place)
    }

    @Test func `numbers of the input keep their digits`() throws {
        let input = try JSONValue(parsing: #"{"id": 12345678901234567890123, "f": 1.50}"#)
        let expression = try JSONataExpression(#"{"id": id, "text": $string(id), "f": f, "max": $max([id, 1])}"#)
        let result = try expression.evaluate(input)
        #expect(
            result?.text
                == #"{"id":12345678901234567890123,"text":"12345678901234567890123","f":1.50,"max":12345678901234567890123}"#
        )
    }

    @Test func `a variable that is handed in wins over a function of that name`() throws {
        let expression = try JSONataExpression("$sum & $x")
        #expect(try expression.evaluate(nil, bindings: ["sum": "mine", "x": 1]) == "mine1")
    }

    @Test func `a program adds functions of its own`() throws {
        var functions = JSONataFunctions.standard
        try functions.add("twice", signature: "<s-n?:s>") { arguments in
            .string(String(repeating: arguments[0]?.stringValue ?? "", count: 2))
        }
        let expression = try JSONataExpression("a.$twice()", functions: functions)
        #expect(try expression.evaluate(["a": ["x", "y"]]) == ["xx", "yy"])
        #expect(throws: JSONataError.self) { try JSONataExpression("$twice(true)", functions: functions).evaluate(nil) }
    }
}
