import JSON

/// Functions on objects.
enum ObjectFunctions {
    typealias Call = NativeFunction.Call

    /// The names of an object's members, or of all objects in an array.
    static func keys(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        var keys: [Value] = []
        var known: Set<ExactText> = []
        try collect(arguments[optional: 0], into: &keys, &known, call.run)
        return .sequence(keys)
    }

    private static func collect(
        _ value: Value,
        into keys: inout [Value],
        _ known: inout Set<ExactText>,
        _ run: Run
    ) throws(JSONataError) {
        if value.isArray {
            for index in 0..<value.count { try collect(value.element(index), into: &keys, &known, run) }
        }
        for member in value.members ?? [] where known.insert(ExactText(text: member.key)).inserted {
            try run.charge(1)
            keys.append(.string(member.key))
        }
    }

    static func lookup(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let key = arguments[optional: 1].text else { return .undefined }
        return arguments[optional: 0].lookup(key)
    }

    /// An object for each member.
    static func spread(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let value = arguments[optional: 0]
        if value.isArray {
            var spread = ValueArray([])
            for index in 0..<value.count {
                spread.append(elementsOf: try Self.spread([value.element(index)], call))
            }
            return .array(ValueArray(spread.elements, .sequence))
        }
        guard let members = value.members else { return value }
        try call.run.charge(members.count)
        return .sequence(members.map { .object(ValueObject(distinct: [$0])) })
    }

    /// One object of all members; of equal names the last one counts.
    static func merge(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard !array.isUndefined else { return .undefined }
        let merged = ValueObject(distinct: [])
        for index in 0..<array.count {
            for member in array.element(index).members ?? [] {
                try call.run.charge(1)
                merged[member.key] = member.value
            }
        }
        return .object(merged)
    }

    static func each(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let object = arguments[optional: 0]
        guard let members = object.members, case .function(let function) = arguments[optional: 1] else {
            return .undefined
        }
        var results = ValueArray([], .sequence)
        for member in members {
            let value = try call.run.applyFitting(function, [member.value, .string(member.key), object], call)
            if !value.isUndefined { results.append(value) }
        }
        try call.run.charge(results.elements.count)
        return .array(results)
    }

    static func sift(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let object = arguments[optional: 0]
        guard let members = object.members, case .function(let function) = arguments[optional: 1] else {
            return .undefined
        }
        var kept: [ValueObject.Member] = []
        for member in members {
            let result = try call.run.applyFitting(function, [member.value, .string(member.key), object], call)
            if result.isTruthy { kept.append(member) }
        }
        try call.run.charge(kept.count)
        return kept.isEmpty ? .undefined : .object(ValueObject(distinct: kept))
    }

    /// The value itself: nothing can change it.
    static func clone(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value { arguments[optional: 0] }

    static func type(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        switch arguments[optional: 0] {
        case .undefined: return .undefined
        case .null: return .string("null")
        case .bool: return .string("boolean")
        case .number, .exact: return .string("number")
        case .string: return .string("string")
        case .json, .array, .range: return .string("array")
        case .jsonObject, .object: return .string("object")
        case .function: return .string("function")
        }
    }
}
