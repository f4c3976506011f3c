import JSON

/// Turns a schema into its compiled form and gathers what is wrong with it.
struct SchemaCompiler {
    private(set) var failures: [JSONSchemaFailure] = []
    var schema = CompiledSchema()
    var registry: SchemaRegistry
    let options: JSONSchemaOptions
    /// The nodes that are compiled or will be, by place.
    private var numbers: [SchemaLocation: Int] = [:]
    /// What references lead to, compiled when what refers to it is done.
    private var pending: [(location: SchemaLocation, number: Int)] = []
    /// The nodes that compiling has begun with.
    private var begun: Set<Int> = []
    private var resourcesSeen: Set<Int> = []

    /// How many keys may lead to a subschema, so that neither compiling nor checking runs out of stack.
    static let maxDepth = 128

    init(options: JSONSchemaOptions) {
        self.options = options
        registry = SchemaRegistry(documents: options.documents)
        schema.maxSteps = options.maxSteps
    }

    /// Compiles a whole schema with all that it refers to.
    mutating func compile(document: JSONValue) {
        let resource = registry.add(document, uri: "")
        let location = SchemaLocation(resource: resource, pointer: [])
        schema.root = reserve(location)
        compile(location, schema.root)
        var next = 0
        while next < pending.count {
            compile(pending[next].location, pending[next].number)
            next += 1
        }
        for fault in registry.faults {
            failures.append(
                JSONSchemaFailure(
                    instancePath: JSONPath(segments: []),
                    schemaPath: JSONPath(segments: fault.path),
                    message: fault.message
                )
            )
        }
        guard failures.isEmpty else { return }
        for node in LoopFinder.loops(in: schema) {
            fail("the schema refers to itself without an end", at: schema.nodes[node])
        }
        guard failures.isEmpty, options.fillsDefaults else { return }
        var steps = schema.maxSteps
        for number in schema.nodes.indices { checkDefault(of: number, &steps) }
    }

    /// The number of the node at `location`, which is compiled later unless it is already.
    mutating func number(ofReferenced location: SchemaLocation) -> Int {
        if let number = numbers[location] { return number }
        let number = reserve(location)
        pending.append((location, number))
        return number
    }

    /// Compiles a schema that stands within another one and gives its number.
    mutating func compile(subschema location: SchemaLocation) -> Int {
        let inner = registry.resources[location.resource].embedded[location.pointer]
        let place = inner.map { SchemaLocation(resource: $0, pointer: []) } ?? location
        let number = numbers[place] ?? reserve(place)
        compile(place, number)
        return number
    }

    private mutating func reserve(_ location: SchemaLocation) -> Int {
        let resource = registry.resources[location.resource]
        let node = SchemaNode(
            document: resource.document,
            path: resource.path + location.pointer.map(\.text),
            resource: location.resource
        )
        schema.nodes.append(node)
        let number = schema.nodes.count - 1
        numbers[location] = number
        return number
    }

    /// Compiles a node unless that was begun already.
    private mutating func compile(_ location: SchemaLocation, _ number: Int) {
        guard begun.insert(number).inserted else { return }
        compileDynamicAnchors(of: location.resource)
        let node = schema.nodes[number]
        guard node.path.count <= Self.maxDepth else {
            return fail("nested deeper than \(Self.maxDepth) levels", at: node)
        }
        switch registry.schema(at: location) {
        case .bool(let allowsAll):
            if !allowsAll { schema.nodes[number].rules = [.nothing] }
        case .object(let members):
            var draft = SchemaDraft(members: members, location: location, node: node)
            for (name, value) in members { apply(name, value, to: &draft) }
            draft.finish()
            schema.nodes[number].rules = draft.rules
            schema.nodes[number].defaultValue = draft.defaultValue
        case let other:
            fail("expected a schema, which is an object, found \(Wording.description(of: other ?? .null))", at: node)
        }
    }

    /// Makes the anchors known that a dynamic reference may find once the resource is entered.
    private mutating func compileDynamicAnchors(of resource: Int) {
        guard resourcesSeen.insert(resource).inserted else { return }
        while schema.dynamicAnchors.count < registry.resources.count { schema.dynamicAnchors.append([:]) }
        for (name, pointer) in registry.resources[resource].dynamicAnchors {
            let location = SchemaLocation(resource: resource, pointer: pointer)
            schema.dynamicAnchors[resource][name] = number(ofReferenced: location)
        }
    }

    /// Refuses a default that its own schema would refuse, since it is filled in before the check.
    private mutating func checkDefault(of number: Int, _ steps: inout Int) {
        let node = schema.nodes[number]
        guard let value = node.defaultValue else { return }
        var filler = DefaultFiller(schema: schema)
        let completed = filler.completed(value, at: [number])
        var evaluator = SchemaEvaluator(schema: schema, steps: steps)
        evaluator.check(completed, against: number)
        steps = evaluator.steps
        guard let failure = filler.failure ?? evaluator.failures.first else { return }
        let place = failure.instancePath.segments.isEmpty ? "" : "at \(failure.instancePath) "
        fail(
            "the default does not fit its schema: \(place)\(failure.message)",
            at: node,
            SchemaKeyword.default.rawValue
        )
    }

    mutating func fail(_ message: String, at node: SchemaNode, _ keys: String...) {
        failures.append(
            JSONSchemaFailure(
                instancePath: JSONPath(segments: []),
                schemaPath: JSONPath(segments: node.path + keys),
                document: node.document,
                message: message
            )
        )
    }

    mutating func expect(_ expectation: String, found value: JSONValue, at node: SchemaNode, _ key: String) {
        fail("expected \(expectation), found \(Wording.description(of: value))", at: node, key)
    }
}
