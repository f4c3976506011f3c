/// `|pattern|update, delete|`: a function that copies a value and changes the objects in it that the pattern finds.
final class TransformNode: Node {
    private let pattern: any Node
    private let update: any Node
    private let delete: (any Node)?
    private let updatePosition: Int
    private let deletePosition: Int

    init(
        pattern: any Node,
        update: any Node,
        at updatePosition: Int,
        delete: (any Node)?,
        at deletePosition: Int
    ) {
        self.pattern = pattern
        self.update = update
        self.updatePosition = updatePosition
        self.delete = delete
        self.deletePosition = deletePosition
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        .function(Function(.transform(self, frame), run: run))
    }

    /// Changes a copy of `value`, which must be an array or object.
    func apply(to value: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        if value.isUndefined { return value }
        guard value.isArray || value.kind == .object else {
            throw JSONataError("T0410", "a transform works on an object or array, found \(value.excerpt)")
        }
        let copy = try value.copied(run)
        let matches = try pattern.evaluate(copy, frame, run)
        for index in 0..<matches.count {
            let match = matches.element(index)
            let changes = try update.evaluate(match, frame, run)
            if !changes.isUndefined {
                guard let members = changes.members else {
                    throw JSONataError(
                        "T2011",
                        "the update of a transform must be an object, found \(changes.excerpt)",
                        at: updatePosition
                    )
                }
                if case .object(let object) = match {
                    // A copy, since an object must not come to hold itself.
                    for member in members { object[member.key] = try member.value.copied(run) }
                }
            }
            try remove(from: match, frame, run)
        }
        return try run.checkNesting(copy)
    }

    private func remove(from match: Value, _ frame: Frame, _ run: Run) throws(JSONataError) {
        guard let names = try delete?.evaluate(match, frame, run), !names.isUndefined else { return }
        for index in 0..<names.count {
            guard let name = names.element(index).text else {
                throw JSONataError(
                    "T2012",
                    "the deletions of a transform must be strings, found \(names.excerpt)",
                    at: deletePosition
                )
            }
            if case .object(let object) = match { object[name] = nil }
        }
    }
}

extension Value {
    /// The same value made of objects and arrays of its own.
    func copied(_ run: Run) throws(JSONataError) -> Value {
        try run.step()
        if isArray {
            var copies: [Value] = []
            for index in 0..<count { copies.append(try element(index).copied(run)) }
            try run.charge(copies.count)
            return .array(ValueArray(copies, flags))
        }
        guard let members else { return self }
        try run.charge(members.count)
        var copies: [ValueObject.Member] = []
        for member in members { copies.append(ValueObject.Member(member.key, try member.value.copied(run))) }
        return .object(ValueObject(distinct: copies))
    }
}
