extension Signature {
    /// The arguments as the function takes them: the context in place of a missing one, arrays where it wants arrays.
    ///
    /// Throws D1001 for a number out of range where only numbers go, T0410 when an argument's kind does not fit, T0411 when the context's doesn't, T0412 for a wrong element.
    func validate(_ arguments: [Value], context: Value) throws(JSONataError) -> [Value] {
        if isPlainMatch(arguments) { return arguments }
        var counts: [Int] = []
        guard match(arguments, parameter: 0, argument: 0, counts: &counts) else { throw mismatch(arguments) }
        var validated: [Value] = []
        validated.reserveCapacity(max(parameters.count, arguments.count))
        var next = 0
        for (parameter, count) in zip(parameters, counts) {
            if count == 0 {
                guard parameter.takesContext else {
                    validated.append(.undefined)
                    continue
                }
                guard parameter.accepts.contains(context.kind) else {
                    throw JSONataError(
                        "T0411",
                        "the context, \(context.excerpt), can't stand in for argument \(next + 1) (\(parameter.text))"
                    )
                }
                validated.append(context)
            }
            for _ in 0..<count {
                let argument = arguments[next]
                guard parameter.isInRange(argument) else {
                    throw JSONataError("D1001", "argument \(next + 1) is a number out of range")
                }
                next += 1
                validated.append(
                    parameter.isArray ? try array(argument, for: parameter, at: next) : argument
                )
            }
        }
        return validated
    }

    /// Whether each argument fits its parameter as it is, which is what most calls are.
    private func isPlainMatch(_ arguments: [Value]) -> Bool {
        guard arguments.count == parameters.count else { return false }
        for index in parameters.indices {
            let kind = arguments[index].kind
            guard parameters[index].accepts.contains(kind), parameters[index].isInRange(arguments[index]) else {
                return false
            }
            guard !parameters[index].isArray || kind == .missing || kind == .array else { return false }
            if kind == .array, let elements = parameters[index].elements, !Self.fits(arguments[index], elements) {
                return false
            }
        }
        return true
    }

    /// Gives each parameter as many arguments as it can take such that all fit.
    private func match(_ arguments: [Value], parameter: Int, argument: Int, counts: inout [Int]) -> Bool {
        guard parameter < parameters.count else { return argument == arguments.count }
        let wanted = parameters[parameter]
        var fitting = 0
        let most = wanted.repeats ? arguments.count - argument : min(1, arguments.count - argument)
        while fitting < most, wanted.accepts.contains(arguments[argument + fitting].kind) { fitting += 1 }
        let least = wanted.isOptional ? 0 : 1
        guard fitting >= least else { return false }
        for count in stride(from: fitting, through: least, by: -1) {
            counts.append(count)
            if match(arguments, parameter: parameter + 1, argument: argument + count, counts: &counts) { return true }
            counts.removeLast()
        }
        return false
    }

    private func array(_ argument: Value, for parameter: Parameter, at place: Int) throws(JSONataError) -> Value {
        if case .undefined = argument { return argument }
        guard let elements = parameter.elements else {
            return argument.isArray ? argument : .list([argument])
        }
        guard Self.fits(argument, elements) else {
            throw JSONataError(
                "T0412",
                "argument \(place) must be an array of \(elements.names), found \(argument.excerpt)"
            )
        }
        return argument.isArray ? argument : .list([argument])
    }

    /// Whether all elements of an array, or the only one that another value is, are of one of these kinds.
    private static func fits(_ argument: Value, _ elements: Kinds) -> Bool {
        guard argument.isArray else { return elements.contains(argument.kind) }
        let first = argument.count > 0 ? argument.element(0).kind : elements
        return elements.contains(first) && (0..<argument.count).allSatisfy { argument.element($0).kind == first }
    }

    private func mismatch(_ arguments: [Value]) -> JSONataError {
        var next = 0
        for parameter in parameters {
            let fits = next < arguments.count && parameter.accepts.contains(arguments[next].kind)
            if fits {
                next += 1
            } else if !parameter.isOptional {
                break
            }
        }
        guard next < arguments.count else {
            return JSONataError("T0410", "argument \(next + 1) is missing")
        }
        return JSONataError("T0410", "argument \(next + 1) can't be \(arguments[next].excerpt)")
    }
}

extension Signature.Parameter {
    /// Whether `argument` is no infinite number or none at all where only numbers go, which functions rely on.
    fileprivate func isInRange(_ argument: Value) -> Bool {
        guard case .number(let value) = argument, accepts == [.number, .missing] else { return true }
        return value.isFinite
    }
}

extension Signature.Kinds {
    /// What messages call these kinds.
    var names: String {
        let named: [(Signature.Kinds, String)] = [
            (.string, "strings"), (.number, "numbers"), (.bool, "booleans"), (.null, "nulls"), (.array, "arrays"),
            (.object, "objects"), (.function, "functions"),
        ]
        return named.filter { contains($0.0) }.map(\.1).joined(separator: " or ")
    }
}
