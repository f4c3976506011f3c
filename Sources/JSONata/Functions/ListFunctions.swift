import JSON

/// Functions on arrays.
enum ListFunctions {
    typealias Call = NativeFunction.Call

    static func count(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        .number(Double(arguments[optional: 0].count))
    }

    static func append(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let first = arguments[optional: 0]
        let second = arguments[optional: 1]
        if first.isUndefined { return second }
        if second.isUndefined { return first }
        try call.run.charge(first.count + second.count)
        var joined = ValueArray([])
        joined.append(elementsOf: first)
        joined.append(elementsOf: second)
        return .array(joined)
    }

    static func reverse(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard array.count > 1 else { return array }
        try call.run.charge(array.count)
        return .list(array.elements.reversed())
    }

    static func shuffle(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard array.count > 1 else { return array }
        try call.run.charge(array.count)
        return .list(array.elements.shuffled())
    }

    /// Keeps the first of equal elements.
    static func distinct(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard array.isArray, array.count > 1 else { return array }
        try call.run.charge(array.count)
        var texts: Set<ExactText> = []
        var numbers: Set<Double> = []
        var others: [Value] = []
        var kept: [Value] = []
        for index in 0..<array.count {
            let element = array.element(index)
            let isNew: Bool
            if let text = element.text {
                isNew = texts.insert(ExactText(text: text)).inserted
            } else if let number = element.double {
                isNew = numbers.insert(number).inserted
            } else {
                try call.run.step(others.count + 1)
                isNew = !others.contains { $0.isEqual(to: element) }
                if isNew { others.append(element) }
            }
            if isNew { kept.append(element) }
        }
        return .array(ValueArray(kept, array.flags.intersection(.sequence)))
    }

    /// The first elements of all arrays, the second ones, and so on while all have one.
    static func zip(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let shortest = arguments.map { $0.isArray ? $0.count : 0 }.min() ?? 0
        try call.run.charge(shortest * (arguments.count + 1))
        return .list((0..<shortest).map { index in .list(arguments.map { $0.element(index) }) })
    }

    static func sort(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        let array = arguments[optional: 0]
        guard array.count > 1 else { return array }
        let elements = array.elements
        let places: [Int]
        if case .function(let comparator) = arguments[optional: 1] {
            places = try MergeSort.sorted(elements.count, call.run) { (left, right) throws(JSONataError) in
                let pair = [elements[left], elements[right]]
                return try call.run.apply(.function(comparator), pair, input: call.input, frame: call.frame).isTruthy
            }
        } else if elements.allSatisfy({ $0.double != nil }) {
            let numbers = elements.map { $0.double ?? 0 }
            places = try MergeSort.sorted(elements.count, call.run) { numbers[$0] > numbers[$1] }
        } else if elements.allSatisfy({ $0.text != nil }) {
            let texts = elements.map { $0.text ?? "" }
            places = try MergeSort.sorted(elements.count, call.run) { texts[$1].precedes(texts[$0]) }
        } else {
            throw JSONataError("D3070", "$sort needs a function to order anything but numbers or strings")
        }
        return .list(places.map { elements[$0] })
    }
}
