/// The names in an expression: the variables that it binds and reads, the fields that it may read, and whether it
/// evaluates text that may do more.
struct NamesUsed {
    private(set) var bound: Set<String> = []
    /// Names of variables and functions.
    private(set) var read: Set<String> = []
    /// The names of steps, and strings, which `$lookup` may take for names.
    private(set) var fields: Set<String> = []
    /// The names of steps alone.
    private(set) var steps: Set<String> = []
    private(set) var evaluatesText = false

    mutating func collect(_ node: Syntax) {
        for predicate in node.predicates { collect(predicate) }
        for stage in node.stages {
            switch stage {
            case .filter(let predicate): collect(predicate)
            case .index(let name): bound.insert(name)
            }
        }
        if let pairs = node.grouping?.pairs { collect(pairs) }
        if let focus = node.focus { bound.insert(focus) }
        if let index = node.index { bound.insert(index) }
        switch node.kind {
        case .variable(let name):
            if name == "eval" { evaluatesText = true }
            read.insert(name)
        case .name(let text):
            fields.insert(text)
            steps.insert(text)
        case .string(let text):
            fields.insert(text)
        case .number, .bool, .null, .regex, .wildcard, .descendants, .parent:
            break
        case .path(let steps), .array(let steps), .block(let steps):
            for step in steps { collect(step) }
        case .binary(_, let left, let right), .filter(let left, let right), .apply(let left, let right),
            .coalesce(let left, let right), .fallback(let left, let right):
            collect(left)
            collect(right)
        case .negation(let value):
            collect(value)
        case .object(let pairs):
            collect(pairs)
        case .group(let base, let pairs):
            collect(base)
            collect(pairs)
        case .orderBy(let base, let terms):
            collect(base)
            for term in terms { collect(term.expression) }
        case .sort(let terms):
            for term in terms { collect(term.expression) }
        case .bind(let name, let value), .focus(let value, let name), .index(let value, let name):
            bound.insert(name)
            collect(value)
        case .call(let procedure, let arguments):
            collect(procedure)
            for argument in arguments { collect(argument) }
        case .partial(let procedure, let arguments):
            collect(procedure)
            for case let argument? in arguments { collect(argument) }
        case .lambda(let parameters, _, let body):
            bound.formUnion(parameters)
            collect(body)
        case .condition(let condition, let then, let otherwise):
            collect(condition)
            collect(then)
            if let otherwise { collect(otherwise) }
        case .transform(let pattern, let update, let delete):
            collect(pattern)
            collect(update)
            if let delete { collect(delete) }
        }
    }

    private mutating func collect(_ pairs: [(key: Syntax, value: Syntax)]) {
        for pair in pairs {
            collect(pair.key)
            collect(pair.value)
        }
    }
}
