/// Functions that call a function for each element of an array: with the element, its place and the whole array, as
/// far as it takes them.
enum HigherOrderFunctions {
    typealias Call = NativeFunction.Call

    static func map(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let (array, function) = operands(arguments) else { return .undefined }
        var results = ValueArray([], .sequence)
        for index in 0..<array.count {
            let result = try visit(array, index, function, call)
            if !result.isUndefined { results.append(result) }
        }
        return .array(results)
    }

    static func filter(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let (array, function) = operands(arguments) else { return .undefined }
        var kept = ValueArray([], .sequence)
        for index in 0..<array.count where try visit(array, index, function, call).isTruthy {
            kept.append(array.element(index))
        }
        return .array(kept)
    }

    /// The only element for which the function is true; it is an error when none or several are.
    static func single(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard !array.isUndefined else { return .undefined }
        var found: Value?
        for index in 0..<array.count {
            if case .function(let function) = arguments[optional: 1] {
                guard try visit(array, index, function, call).isTruthy else { continue }
            }
            guard found == nil else { throw JSONataError("D3138", "$single found more than one element") }
            found = array.element(index)
        }
        guard let found else { throw JSONataError("D3139", "$single found no element") }
        return found
    }

    static func reduce(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let (array, function) = operands(arguments) else { return .undefined }
        guard function.arity >= 2 else {
            throw JSONataError("D3050", "the function that $reduce calls must take two arguments at least")
        }
        var result = arguments[optional: 2]
        var index = 0
        if result.isUndefined, array.count > 0 {
            result = array.element(0)
            index = 1
        }
        while index < array.count {
            let given = [result, array.element(index), .number(Double(index)), array]
            result = try call.run.applyFitting(function, given, call)
            index += 1
        }
        return result
    }

    private static func operands(_ arguments: [Value]) -> (array: Value, function: Function)? {
        guard !arguments[optional: 0].isUndefined, case .function(let function) = arguments[optional: 1] else {
            return nil
        }
        return (arguments[0], function)
    }

    private static func visit(
        _ array: Value,
        _ index: Int,
        _ function: Function,
        _ call: Call
    ) throws(JSONataError) -> Value {
        try call.run.charge(1)
        return try call.run.applyFitting(function, [array.element(index), .number(Double(index)), array], call)
    }
}
