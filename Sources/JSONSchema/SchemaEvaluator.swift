import JSON

/// Walks a value beside its schema and gathers what does not fit.
struct SchemaEvaluator {
    /// What becomes of failures.
    enum Mode {
        /// All are gathered.
        case all
        /// The first one is, and ends the evaluation.
        case first
        /// The first one ends the evaluation.
        case silent
    }

    /// How many failures are gathered.
    static let maxFailures = 100
    /// How many schemas may be within each other in evaluation, so that it fits a stack of 512 KB in a release build.
    static let maxDepth = 256

    let schema: CompiledSchema
    var failures: [JSONSchemaFailure] = []
    var mode = Mode.all
    /// Set when a bound was reached; the failure that says so is the last one.
    private(set) var isStopped = false
    /// How many steps are left.
    private(set) var steps: Int
    private var location: [String] = []
    /// The resources that evaluation has entered, from the outermost in.
    private var scope: [Int] = []
    private var depth = 0
    /// Whether the value is the name of a member.
    private var isKey = false

    init(schema: CompiledSchema, steps: Int? = nil) {
        self.schema = schema
        self.steps = steps ?? schema.maxSteps
    }

    /// Whether the value fits the schema of that number; `failures` then has nothing new.
    @discardableResult
    mutating func check(_ value: JSONValue, against number: Int) -> Bool {
        var seen = Evaluated()
        return evaluate(number, value, &seen) && !isStopped
    }

    /// Whether the value fits; if so, adds to `seen` what was looked at.
    mutating func evaluate(_ number: Int, _ value: JSONValue, _ seen: inout Evaluated) -> Bool {
        let node = schema.nodes[number]
        guard spend(1 + node.rules.count, node) else { return false }
        guard depth < Self.maxDepth else {
            stop("the schemas that apply here are nested deeper than \(Self.maxDepth) levels", node)
            return false
        }
        depth += 1
        defer { depth -= 1 }
        let entersResource = scope.last != node.resource
        if entersResource { scope.append(node.resource) }
        defer { if entersResource { scope.removeLast() } }

        var own = Evaluated()
        var fits = true
        for rule in node.rules {
            // What failed has evaluated nothing, so the rest would be all there is.
            if !fits, rule.isAboutRest { break }
            guard !apply(rule, value, node, &own) else { continue }
            if mode != .all || isStopped || rule.endsOnFailure { return false }
            fits = false
        }
        if fits, schema.tracksEvaluated { seen.formUnion(own) }
        return fits
    }

    /// Evaluates a member or an element.
    mutating func evaluate(_ number: Int, _ value: JSONValue, at key: String) -> Bool {
        location.append(key)
        defer { location.removeLast() }
        var seen = Evaluated()
        return evaluate(number, value, &seen)
    }

    /// Evaluates the name of a member.
    mutating func evaluate(_ number: Int, name: String) -> Bool {
        let outer = isKey
        isKey = true
        defer { isKey = outer }
        return evaluate(number, .string(name), at: name)
    }

    /// Evaluates without gathering what does not fit.
    mutating func evaluateSilently(_ number: Int, _ value: JSONValue, _ seen: inout Evaluated) -> Bool {
        let outer = mode
        mode = .silent
        defer { mode = outer }
        return evaluate(number, value, &seen)
    }

    /// What first does not fit in each of up to three schemas, when failures are gathered.
    mutating func reasons(_ numbers: [Int], _ value: JSONValue) -> String {
        guard mode == .all, !isStopped else { return "" }
        let gathered = failures
        mode = .first
        var reasons: [String] = []
        for (index, number) in numbers.prefix(3).enumerated() {
            failures = []
            var seen = Evaluated()
            _ = evaluate(number, value, &seen)
            guard let failure = failures.first else { continue }
            let inner = failure.instancePath.segments.dropFirst(location.count)
            let place = inner.isEmpty ? "" : "at \(JSONPath(segments: Array(inner))) "
            reasons.append("(\(index + 1)) \(place)\(failure.message)")
        }
        mode = .all
        failures = isStopped ? gathered + failures : gathered
        if numbers.count > 3 { reasons.append("…") }
        return reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"
    }

    /// The node that a dynamic reference means: of the outermost resource entered that has the anchor.
    func dynamicTarget(_ anchor: String, _ fallback: Int) -> Int {
        for resource in scope where resource < schema.dynamicAnchors.count {
            if let number = schema.dynamicAnchors[resource][anchor] { return number }
        }
        return fallback
    }

    /// Runs `body` with the steps that are left.
    mutating func withSteps<Result>(_ body: (inout Int) -> Result) -> Result { body(&steps) }

    /// Takes steps; false, with a failure, when not enough are left or a bound was reached before.
    mutating func spend(_ count: Int, _ node: SchemaNode) -> Bool {
        guard !isStopped else { return false }
        guard steps >= count else {
            stop("the check takes more than \(schema.maxSteps) steps", node)
            return false
        }
        steps -= count
        return true
    }

    mutating func stop(_ message: String, _ node: SchemaNode) {
        guard !isStopped else { return }
        isStopped = true
        mode = .all
        add(message, node.path, node)
    }

    mutating func fail(_ message: @autoclosure () -> String, _ node: SchemaNode, _ keys: String...) {
        fail(message(), node, keys: keys, at: nil)
    }

    /// Notes a failure of this value, or of its member `key`.
    mutating func fail(_ message: @autoclosure () -> String, _ node: SchemaNode, keys: [String], at key: String?) {
        switch mode {
        case .silent: return
        case .first: guard failures.isEmpty else { return }
        case .all: break
        }
        if let key { location.append(key) }
        add(message(), node.path + keys, node)
        if key != nil { location.removeLast() }
        if failures.count >= Self.maxFailures { isStopped = true }
    }

    private mutating func add(_ message: String, _ path: [String], _ node: SchemaNode) {
        failures.append(
            JSONSchemaFailure(
                instancePath: JSONPath(segments: location),
                schemaPath: JSONPath(segments: path),
                document: node.document,
                message: isKey ? "as a key: \(message)" : message
            )
        )
    }
}

extension SchemaRule {
    /// Whether it is about what no other rule has looked at.
    fileprivate var isAboutRest: Bool {
        switch self {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }

    /// Whether nothing else is worth saying once it has failed.
    fileprivate var endsOnFailure: Bool {
        switch self {
        case .nothing, .types: true
        default: false
        }
    }
}
