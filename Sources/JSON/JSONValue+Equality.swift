extension JSONValue: Hashable {
    /// Compares without recursion, so that nesting is bounded by memory and not by the thread's stack.
    public static func == (lhs: JSONValue, rhs: JSONValue) -> Bool {
        var pending: [(JSONValue, JSONValue)] = []
        guard matches(lhs, rhs, pending: &pending) else { return false }
        while let (left, right) = pending.popLast() {
            guard matches(left, right, pending: &pending) else { return false }
        }
        return true
    }

    /// Feeds the value's shape; what lies more than four levels down counts by its kind and size alone.
    public func hash(into hasher: inout Hasher) { feed(&hasher, levels: 4) }

    /// Compares one level and leaves the children to `pending`.
    private static func matches(
        _ lhs: JSONValue,
        _ rhs: JSONValue,
        pending: inout [(JSONValue, JSONValue)]
    ) -> Bool {
        switch (lhs, rhs) {
        case (.null, .null):
            return true
        case (.bool(let left), .bool(let right)):
            return left == right
        case (.number(let left), .number(let right)):
            return left == right
        case (.string(let left), .string(let right)):
            return ExactText(text: left) == ExactText(text: right)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            for (index, element) in left.enumerated() { pending.append((element, right[index])) }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            for (key, value) in left {
                guard let other = right[key] else { return false }
                pending.append((value, other))
            }
            return true
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            return false
        }
    }

    private func feed(_ hasher: inout Hasher, levels: Int) {
        switch self {
        case .null:
            hasher.combine(0)
        case .bool(let value):
            hasher.combine(1)
            hasher.combine(value)
        case .number(let value):
            hasher.combine(2)
            hasher.combine(value)
        case .string(let value):
            hasher.combine(3)
            hasher.combine(value)
        case .array(let elements):
            hasher.combine(4)
            hasher.combine(elements.count)
            guard levels > 0 else { return }
            for element in elements { element.feed(&hasher, levels: levels - 1) }
        case .object(let members):
            hasher.combine(5)
            hasher.combine(members.count)
            guard levels > 0 else { return }
            var sum = 0  // a sum of the members' own hashes, since their order does not count
            for (key, value) in members {
                var member = Hasher()
                member.combine(key)
                value.feed(&member, levels: levels - 1)
                sum &+= member.finalize()
            }
            hasher.combine(sum)
        }
    }
}
