/// Functions on truth, and those that end an evaluation.
enum LogicFunctions {
    typealias Call = NativeFunction.Call

    static func boolean(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].isUndefined ? .undefined : .bool(arguments[0].isTruthy)
    }

    static func not(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        arguments[optional: 0].isUndefined ? .undefined : .bool(!arguments[0].isTruthy)
    }

    static func exists(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        .bool(!arguments[optional: 0].isUndefined)
    }

    static func error(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        throw JSONataError("D3137", arguments[optional: 0].text ?? "$error() function evaluated")
    }

    static func assert(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard arguments[optional: 0].isTruthy else {
            throw JSONataError("D3141", arguments[optional: 1].text ?? "$assert() statement failed")
        }
        return .undefined
    }
}
