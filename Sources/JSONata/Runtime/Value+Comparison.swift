import JSON

extension Value {
    /// Whether both are the same JSON, numbers by value and members in any order; functions only if they are one.
    func isEqual(to other: Value) -> Bool {
        switch (self, other) {
        case (.undefined, .undefined), (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.exact(let left), .exact(let right)): return left == right || left.doubleValue == right.doubleValue
        case (.string(let left), .string(let right)): return left.isExactly(right)
        case (.function(let left), .function(let right)): return left === right
        default: break
        }
        if let left = double, let right = other.double { return left == right }
        if isArray, other.isArray {
            guard count == other.count else { return false }
            return (0..<count).allSatisfy { element($0).isEqual(to: other.element($0)) }
        }
        guard kind == .object, other.kind == .object, let left = members, let right = other.members,
            left.count == right.count
        else { return false }
        return left.allSatisfy { member in
            let value = other.member(member.key)
            return !value.isUndefined && value.isEqual(to: member.value)
        }
    }

    /// The value as a condition: false for nothing, null, empty text, 0, and for arrays and objects without content.
    ///
    /// An array is true when an element is, a function never.
    var isTruthy: Bool {
        switch self {
        case .undefined, .null, .function: return false
        case .bool(let value): return value
        case .number(let value): return value != 0
        case .exact(let number): return number.doubleValue != 0
        case .string(let text): return !text.isEmpty
        case .jsonObject(let members): return !members.isEmpty
        case .object(let object): return !object.members.isEmpty
        case .json, .array, .range:
            for index in 0..<count where element(index).isTruthy { return true }
            return false
        }
    }
}
