import JSON

/// A path of names alone, such as `via.source.from`: what most of a mapping is.
final class FieldsNode: Node {
    private let names: [JSONKey]
    private let keepsArray: Bool

    init(_ names: [String], keepsArray: Bool) {
        self.names = names.map(JSONKey.init)
        self.keepsArray = keepsArray
    }

    var arranges: Bool { !keepsArray }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? {
        switch input.walk(names) {
        case .found(let value): return value
        case .nothing: return .none
        case .meetsArray: throw NeedsRun()
        }
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try run.step(names.count)
        if case .jsonObject(let members) = input {
            switch members.walk(names) {
            case .found(let value): return keepsArray ? Value(value).keepingSingleton : Value(value)
            case .nothing: return .undefined
            case .meetsArray(let elements, let rest): return try gather(.json(elements), from: rest, run)
            }
        }
        var current = input
        for (index, name) in names.enumerated() {
            switch current {
            case .jsonObject(let members):
                guard let value = members[name] else { return .undefined }
                current = Value(value)
            case .object(let object):
                guard let value = object[name.text] else { return .undefined }
                current = value
            case .json, .array:
                return try gather(current, from: index, run)
            default:
                return .undefined
            }
        }
        if current.flags.contains(.sequence) { current = .sequence(current.elements) }
        guard keepsArray else { return current }
        return current.keepingSingleton
    }

    /// Follows the names from `index` on through an array's elements.
    private func gather(_ array: Value, from index: Int, _ run: Run) throws(JSONataError) -> Value {
        var current = array
        for (offset, name) in names[index...].enumerated() {
            try run.step(current.count)
            var found: [Value] = []
            for position in 0..<current.count {
                let value = current.element(position).lookup(name.text)
                if !value.isUndefined { found.append(value) }
            }
            let isLast = offset == names.count - index - 1
            current = Value.flattened(found, isLast: isLast)
            guard current.count > 0 else { return current }
            try run.charge(current.count)
        }
        return keepsArray ? current.keepingSingleton : current
    }
}

extension Value {
    /// The member named `key`; of an array, those of its elements as a sequence.
    func lookup(_ key: String) -> Value {
        guard isArray else { return member(key) }
        var found = ValueArray([], .sequence)
        for index in 0..<count {
            let value = element(index).lookup(key)
            if value.isArray { found.append(elementsOf: value) } else if !value.isUndefined { found.append(value) }
        }
        return found.result
    }

    /// What a step's results are together: a sequence that arrays among them are flattened into.
    ///
    /// The only array that a last step found stays as it is.
    static func flattened(_ results: [Value], isLast: Bool) -> Value {
        if isLast, results.count == 1, results[0].isArray, !results[0].flags.contains(.sequence) { return results[0] }
        var flat = ValueArray([], .sequence)
        for result in results {
            if result.isArray, !result.flags.contains(.constructed) {
                flat.append(elementsOf: result)
            } else {
                flat.append(result)
            }
        }
        return .array(flat)
    }

    /// A sequence that stays an array when it has one element; anything but an array becomes one.
    var keepingSingleton: Value {
        switch self {
        case .undefined: return self
        case .array(var array):
            if array.flags.contains(.constructed), !array.flags.contains(.sequence) {
                array = ValueArray([self], .sequence)
            }
            array.flags.insert(.keepsSingleton)
            return .array(array)
        case .json, .range: return self
        default: return .array(ValueArray([self], [.sequence, .keepsSingleton]))
        }
    }
}
