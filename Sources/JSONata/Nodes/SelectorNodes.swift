/// `*`: the values of all members.
final class WildcardNode: Node {
    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let object = input.flags.contains(.wrapsInput) ? input.element(0) : input
        let values: [Value]
        if object.isArray { values = object.elements } else { values = object.members?.map(\.value) ?? [] }
        try run.step(values.count)
        var results = ValueArray([], .sequence)
        for value in values {
            if value.isArray {
                Self.flatten(value, into: &results)
                results.flags = []  // an array among the values makes an array of the whole
            } else {
                results.append(value)
            }
        }
        try run.charge(results.elements.count)
        return .array(results)
    }

    private static func flatten(_ value: Value, into results: inout ValueArray) {
        guard value.isArray else {
            results.append(value)
            return
        }
        for index in 0..<value.count { flatten(value.element(index), into: &results) }
    }
}

/// `**`: the value itself and everything in it, at any depth.
final class DescendantsNode: Node {
    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        guard !input.isUndefined else { return .undefined }
        var results = ValueArray([], .sequence)
        try collect(input, into: &results, run)
        return .array(results).normalized
    }

    private func collect(_ value: Value, into results: inout ValueArray, _ run: Run) throws(JSONataError) {
        try run.step()
        if value.isArray {
            for index in 0..<value.count { try collect(value.element(index), into: &results, run) }
            return
        }
        results.append(value)
        try run.charge(1)
        guard let members = value.members else { return }
        for member in members { try collect(member.value, into: &results, run) }
    }
}

/// `$name`, `$` for the context and `$$` for the input of the whole expression.
final class VariableNode: Node {
    let name: String

    init(_ name: String) { self.name = name }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        switch name {
        case "": return input.flags.contains(.wrapsInput) ? input.element(0) : input.normalized
        case "$": return frame.lookup(name) ?? run.root
        default: break
        }
        if let value = frame.lookup(name) { return value.normalized }
        return run.functions[name].map { .function(Function(.native($0), run: run)) } ?? .undefined
    }
}

/// `%`: the input of a step before.
final class ParentNode: Node {
    private let label: String

    init(label: String) { self.label = label }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        frame.lookup(label)?.normalized ?? .undefined
    }
}
