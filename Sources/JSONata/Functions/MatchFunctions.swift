/// `$match` and `$replace`.
enum MatchFunctions {
    typealias Call = NativeFunction.Call

    static func match(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text, case .function(let matcher) = arguments[optional: 1] else {
            return .undefined
        }
        let limit = arguments[optional: 2].double
        if let limit, limit < 0 {
            throw JSONataError("D3040", "the third argument of $match must not be negative, found \(limit)")
        }
        var matches = Matches(of: matcher, in: text, call)
        var found = ValueArray([], .sequence)
        while Double(found.elements.count) < limit ?? .infinity, let match = try matches.next() {
            try call.run.charge(match.text.utf8.count + 4)
            found.append(
                .object(
                    ValueObject(distinct: [
                        ValueObject.Member("match", .string(match.text)),
                        ValueObject.Member("index", .number(Double(text.utf16Offset(of: match.range.lowerBound)))),
                        ValueObject.Member("groups", .list(match.groups.map { $0.map(Value.string) ?? .undefined })),
                    ])
                )
            )
        }
        return .array(found)
    }

    static func replace(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        let limit = arguments[optional: 3].double
        if let limit, limit < 0 {
            throw JSONataError("D3011", "the fourth argument of $replace must not be negative, found \(limit)")
        }
        let most = limit ?? .infinity
        switch (arguments[optional: 1], arguments[optional: 2]) {
        case (.string(""), _):
            throw JSONataError("D3010", "the second argument of $replace must not be empty")
        case (.string(let part), let replacement):
            return .string(try replace(part, in: text, by: replacement, most, call))
        case (.function(let matcher), let replacement):
            return .string(try replace(matcher, in: text, by: replacement, most, call))
        default:
            return .string(text)
        }
    }

    private static func replace(
        _ part: String,
        in text: String,
        by replacement: Value,
        _ most: Double,
        _ call: Call
    ) throws(JSONataError) -> String {
        guard let replacement = replacement.text else {
            throw JSONataError("D3012", "a string is replaced by a string, not by \(replacement.excerpt)")
        }
        var result = ""
        var position = 0
        var count = 0.0
        while count < most, let found = text.firstRange(of: part, from: position) {
            try call.run.charge(found.lowerBound - position + replacement.utf8.count)
            result += text.slice(position..<found.lowerBound)
            result += replacement
            position = found.upperBound
            count += 1
        }
        return result + text.slice(position..<text.utf8.count)
    }

    private static func replace(
        _ matcher: Function,
        in text: String,
        by replacement: Value,
        _ most: Double,
        _ call: Call
    ) throws(JSONataError) -> String {
        var matches = Matches(of: matcher, in: text, call)
        var result = ""
        var position = 0
        var count = 0.0
        while count < most, let match = try matches.next() {
            let substitute = try substitute(for: match, in: text, replacement, call)
            try call.run.charge(max(0, match.range.lowerBound - position) + substitute.utf8.count)
            result += text.slice(position..<max(position, match.range.lowerBound))
            result += substitute
            position = match.range.upperBound
            count += 1
        }
        return result + text.slice(position..<text.utf8.count)
    }

    private static func substitute(
        for match: Matches.Match,
        in text: String,
        _ replacement: Value,
        _ call: Call
    ) throws(JSONataError) -> String {
        switch replacement {
        case .string(let template): return expand(template, match)
        case .function(let function):
            let described = Value.object(
                ValueObject(distinct: [
                    ValueObject.Member("match", .string(match.text)),
                    ValueObject.Member("start", .number(Double(text.utf16Offset(of: match.range.lowerBound)))),
                    ValueObject.Member("end", .number(Double(text.utf16Offset(of: match.range.upperBound)))),
                    ValueObject.Member("groups", .list(match.groups.map { $0.map(Value.string) ?? .undefined })),
                ])
            )
            let result = try call.run.applyFitting(function, [described], call)
            guard let substitute = result.text else {
                throw JSONataError("D3012", "a replacement function must give a string, found \(result.excerpt)")
            }
            return substitute
        default:
            throw JSONataError("D3012", "a replacement must be a string or a function")
        }
    }

    /// Puts groups in place of `$1`, the match in place of `$0`, and `$` in place of `$$`.
    private static func expand(_ template: String, _ match: Matches.Match) -> String {
        guard template.utf8.contains(UInt8(ascii: "$")) else { return template }
        var result = String.UnicodeScalarView()
        var rest = Array(template.unicodeScalars)[...]
        let groups = match.groups.count
        while let scalar = rest.popFirst() {
            guard scalar == "$" else {
                result.append(scalar)
                continue
            }
            switch rest.first {
            case "$":
                rest.removeFirst()
                result.append("$")
            case "0":
                rest.removeFirst()
                result.append(contentsOf: match.text.unicodeScalars)
            default:
                // As many digits as the number of groups has, or one less where that is too many.
                var digits = rest.prefix(String(max(groups, 1)).count).prefix { ("0"..."9").contains($0) }
                func number() -> Int? { Int(String(String.UnicodeScalarView(digits))) }
                if let index = number(), index > groups, digits.count > 1 { digits = digits.dropLast() }
                guard let index = number() else {
                    result.append("$")
                    continue
                }
                rest = rest.dropFirst(digits.count)
                if index >= 1, index <= groups, let group = match.groups[index - 1] {
                    result.append(contentsOf: group.unicodeScalars)
                }
            }
        }
        return String(result)
    }
}
