/// A node of an expression's tree.
///
/// The parser makes it; `PathResolver` then gathers steps into paths and finds whom each `%` means, which is why it can
/// change. `Compiler` reads it and it is dropped.
final class Syntax {
    indirect enum Kind {
        case name(String)
        case variable(String)
        case string(String)
        case number(Double)
        case bool(Bool)
        case null
        case regex(pattern: String, flags: String)
        case wildcard
        case descendants
        case parent(Ancestor)
        case path([Syntax])
        case binary(String, Syntax, Syntax)
        case negation(Syntax)
        case array([Syntax])
        case object([(key: Syntax, value: Syntax)])
        case filter(Syntax, Syntax)
        case group(Syntax, [(key: Syntax, value: Syntax)])
        case orderBy(Syntax, [SortTerm])
        case sort([SortTerm])
        case bind(String, Syntax)
        case focus(Syntax, String)
        case index(Syntax, String)
        case apply(Syntax, Syntax)
        case call(Syntax, [Syntax])
        case partial(Syntax, [Syntax?])
        case lambda([String], Signature?, Syntax)
        case condition(Syntax, then: Syntax, else: Syntax?)
        case coalesce(Syntax, Syntax)
        case fallback(Syntax, Syntax)
        case transform(pattern: Syntax, update: Syntax, delete: Syntax?)
        case block([Syntax])
    }

    struct SortTerm {
        let isDescending: Bool
        let expression: Syntax
    }

    /// What is done to a step's result in turn.
    enum Stage {
        case filter(Syntax)
        case index(String)
    }

    var kind: Kind
    let position: Int

    /// `[]` follows: a result of one element stays an array.
    var keepsArray = false
    /// Of a path: one of its steps keeps its array.
    var keepsSingletonArray = false
    /// Filters on an expression that is no step of a path.
    var predicates: [Syntax] = []
    /// Filters and `#` bindings on a step of a path, in order.
    var stages: [Stage] = []
    /// The pairs of `{…}` behind it.
    var grouping: (pairs: [(key: Syntax, value: Syntax)], position: Int)?
    /// The variable that `@` binds.
    var focus: String?
    /// The variable that `#` binds.
    var index: String?
    /// The `%` that means this step's input.
    var ancestor: Ancestor?
    /// Whether the step carries bindings beside its values.
    var isTuple = false
    /// An array constructor at an end of a path, whose array is not flattened into it.
    var keepsConstructedArray = false
    /// The `%` inside whose ancestor is not found yet.
    var seekingParent: [Ancestor] = []

    init(_ kind: Kind, at position: Int) {
        self.kind = kind
        self.position = position
    }

    /// What errors call it.
    var name: String {
        switch kind {
        case .name: "name"
        case .variable: "variable"
        case .string: "string"
        case .number: "number"
        case .bool, .null: "value"
        case .regex: "regex"
        case .wildcard: "wildcard"
        case .descendants: "descendant"
        case .parent: "parent"
        case .path: "path"
        case .binary, .filter, .group, .orderBy, .focus, .index: "binary"
        case .negation, .array, .object: "unary"
        case .sort: "sort"
        case .bind: "bind"
        case .apply: "apply"
        case .call: "function"
        case .partial: "partial"
        case .lambda: "lambda"
        case .condition, .coalesce, .fallback: "condition"
        case .transform: "transform"
        case .block: "block"
        }
    }
}

/// Whom one `%` means: how many steps up still have to be gone, and under which name the step's input is bound.
final class Ancestor {
    var level = 1
    var label: String

    init(label: String) { self.label = label }
}
