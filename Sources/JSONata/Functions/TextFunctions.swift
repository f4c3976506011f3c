/// Functions on strings; each gives nothing for nothing.
enum TextFunctions {
    typealias Call = NativeFunction.Call

    static func string(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        var value = arguments[optional: 0]
        if value.isUndefined { return value }
        if value.flags.contains(.wrapsInput) { value = value.element(0) }
        if value.text != nil { return value }
        let isPretty = arguments[optional: 1].isTruthy && (value.isArray || value.kind == .object)
        return .string(isPretty ? try value.asPrettyText(call.run) : try value.asText(call.run))
    }

    /// Counts Unicode scalars.
    static func length(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        return .number(Double(text.unicodeScalars.count))
    }

    static func substring(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text, let start = arguments[optional: 1].double else {
            return .undefined
        }
        let scalars = text.unicodeScalars
        let count = Double(scalars.count)
        let first = min(max(start < 0 ? count + start : start, 0).rounded(.towardZero), count)
        var end = count
        if let length = arguments[optional: 2].double {
            guard length > 0 else { return .string("") }
            end = min((max(start, -count) < 0 ? count + max(start, -count) + length : start + length), count)
        }
        guard first < end else { return .string("") }
        let lower = scalars.index(scalars.startIndex, offsetBy: Int(first))
        let upper = scalars.index(lower, offsetBy: Int(end.rounded(.towardZero)) - Int(first))
        return .string(String(scalars[lower..<upper]))
    }

    static func substringBefore(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        guard let mark = arguments[optional: 1].text, let found = text.firstRange(of: mark, from: 0) else {
            return .string(text)
        }
        return .string(text.slice(0..<found.lowerBound))
    }

    static func substringAfter(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        guard let mark = arguments[optional: 1].text, let found = text.firstRange(of: mark, from: 0) else {
            return .string(text)
        }
        return .string(text.slice(found.upperBound..<text.utf8.count))
    }

    static func uppercase(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].text.map { .string($0.uppercased()) } ?? .undefined
    }

    static func lowercase(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].text.map { .string($0.lowercased()) } ?? .undefined
    }

    /// Makes one blank of every run of blanks, tabs and line breaks, and none at the ends.
    static func trim(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        let words = text.unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        return .string(words.map { String($0) }.joined(separator: " "))
    }

    static func pad(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        guard let width = arguments[optional: 1].double else { return .string(text) }
        let missing = width.magnitude - Double(text.unicodeScalars.count)
        guard missing >= 1 else { return .string(text) }
        try call.run.charge(Int(min(missing, 1e15)))
        var filling = Array((arguments[optional: 2].text ?? " ").unicodeScalars)
        if filling.isEmpty { filling = [" "] }
        var padding = String.UnicodeScalarView()
        for index in 0..<Int(missing) { padding.append(filling[index % filling.count]) }
        return .string(width > 0 ? text + String(padding) : String(padding) + text)
    }

    static func contains(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        switch arguments[optional: 1] {
        case .string(let part): return .bool(text.firstRange(of: part, from: 0) != nil)
        case .function(let matcher):
            var matches = Matches(of: matcher, in: text, call)
            return .bool(try matches.next() != nil)
        default: return .undefined
        }
    }

    static func split(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        let limit = arguments[optional: 2].double
        if let limit, limit < 0 {
            throw JSONataError("D3020", "the third argument of $split must not be negative, found \(limit)")
        }
        let most = Int(min(limit ?? 1e15, 1e15).rounded(.down))
        var parts: [Value] = []
        var start = 0
        switch arguments[optional: 1] {
        case .string(""):
            try call.run.charge(min(text.utf8.count, most))
            return .list(text.unicodeScalars.prefix(most).map { .string(String($0)) })
        case .string(let separator):
            while parts.count < most, let found = text.firstRange(of: separator, from: start) {
                try call.run.charge(1)
                parts.append(.string(text.slice(start..<found.lowerBound)))
                start = found.upperBound
            }
        case .function(let matcher):
            var matches = Matches(of: matcher, in: text, call)
            while parts.count < most, let match = try matches.next() {
                try call.run.charge(1)
                parts.append(.string(text.slice(start..<match.range.lowerBound)))
                start = match.range.upperBound
            }
        default:
            return .undefined
        }
        if parts.count < most { parts.append(.string(text.slice(start..<text.utf8.count))) }
        return .list(parts)
    }

    static func join(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard !array.isUndefined else { return .undefined }
        let separator = arguments[optional: 1].text ?? ""
        var joined = ""
        for index in 0..<array.count {
            let part = array.element(index).text ?? ""
            try call.run.charge(part.utf8.count + separator.utf8.count)
            if index > 0 { joined += separator }
            joined += part
        }
        return .string(joined)
    }
}

extension String {
    /// Where `part` first stands from a UTF-8 offset on, in UTF-8 offsets; byte for byte.
    func firstRange(of part: String, from start: Int) -> Range<Int>? {
        let found: Int?? = utf8.withContiguousStorageIfAvailable { text in
            part.utf8.withContiguousStorageIfAvailable { part in
                guard let first = part.first else { return start }
                guard part.count <= text.count else { return nil }
                var index = start
                while index <= text.count - part.count {
                    if text[index] == first, (1..<part.count).allSatisfy({ text[index + $0] == part[$0] }) {
                        return index
                    }
                    index += 1
                }
                return nil
            } ?? nil
        }
        guard let found, let lower = found else { return nil }
        return lower..<(lower + part.utf8.count)
    }
}
