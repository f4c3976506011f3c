import JSON

/// Functions on numbers and on arrays of them; each gives nothing for nothing.
enum NumberFunctions {
    typealias Call = NativeFunction.Call

    /// A string of more digits than a double holds keeps them all.
    static func number(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        switch arguments[optional: 0] {
        case .undefined: return .undefined
        case .bool(let value): return .number(value ? 1 : 0)
        case .string(let text):
            guard let value = ScriptNumber.parse(text) else {
                throw JSONataError("D3030", "\(arguments[0].excerpt) can't be made a number")
            }
            if value.magnitude >= 0x1p53, let number = JSONNumber(text: text), text.utf8.allSatisfy({ $0 < 0x3A }) {
                return .exact(number)
            }
            return .number(value)
        case let value: return value
        }
    }

    static func abs(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].double.map { .number($0.magnitude) } ?? .undefined
    }

    static func floor(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].double.map { .number($0.rounded(.down)) } ?? .undefined
    }

    static func ceil(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].double.map { .number($0.rounded(.up)) } ?? .undefined
    }

    /// A half goes to the even neighbour.
    static func round(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let value = arguments[optional: 0].double else { return .undefined }
        let precision = min(max(arguments[optional: 1].double ?? 0, -400), 400)
        return .number(HalfEven.round(value, precision: Int(precision)))
    }

    static func power(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let base = arguments[optional: 0].double, let exponent = arguments[optional: 1].double else {
            return .undefined
        }
        let result = Power.of(base, exponent)
        guard result.isFinite else {
            throw JSONataError("D3061", "\(arguments[0].excerpt) to the power of \(arguments[1].excerpt) is no number")
        }
        return .number(result)
    }

    static func sqrt(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let value = arguments[optional: 0].double else { return .undefined }
        guard value >= 0 else {
            throw JSONataError("D3060", "\(arguments[0].excerpt) is negative and has no square root")
        }
        return .number(value.squareRoot())
    }

    /// From 0 up to but not including 1.
    static func random(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        .number(Double.random(in: 0..<1))
    }

    static func sum(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard !array.isUndefined else { return .undefined }
        try call.run.step(array.count)
        return .number((0..<array.count).reduce(0) { $0 + (array.element($1).double ?? 0) })
    }

    static func maximum(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try extreme(arguments, call) { $0 > $1 }
    }

    static func minimum(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try extreme(arguments, call) { $0 < $1 }
    }

    private static func extreme(
        _ arguments: [Value],
        _ call: Call,
        isBetter: (Double, Double) -> Bool
    ) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard array.count > 0 else { return .undefined }
        try call.run.step(array.count)
        var best = array.element(0)
        for index in 1..<array.count {
            let value = array.element(index)
            if let number = value.double, let bestNumber = best.double, isBetter(number, bestNumber) { best = value }
        }
        return best
    }

    static func average(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let count = arguments[optional: 0].count
        guard count > 0, let sum = try sum(arguments, call).double else { return .undefined }
        return .number(sum / Double(count))
    }
}
