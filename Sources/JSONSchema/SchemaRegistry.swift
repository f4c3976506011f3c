import JSON

/// The schemas that references may lead to: those within the compiled one, the documents given with it, and the
/// metaschemas of 2020-12.
struct SchemaRegistry {
    private(set) var resources: [SchemaResource] = []
    private var numbers: [String: Int] = [:]
    /// What is wrong with identifiers; the path is within the document.
    private(set) var faults: [(path: [String], message: String)] = []
    private let documents: [String: JSONValue]

    init(documents: [String: JSONValue]) {
        self.documents = Dictionary(documents.map { (URIReference($0).document, $1) }, uniquingKeysWith: { $1 })
    }

    /// Registers a document under a URI, and under the one it names itself.
    mutating func add(_ document: JSONValue, uri: String) -> Int {
        let base = URIReference(uri)
        let number = addResource(document, base: base, document: uri, path: [], vocabularies: SchemaVocabulary.standard)
        if numbers[uri] == nil { numbers[uri] = number }
        return number
    }

    /// The resource of that URI; nil when nothing is known by it.
    mutating func resource(_ uri: String) -> Int? {
        if let number = numbers[uri] { return number }
        guard let document = documents[uri] ?? Metaschemas.document(uri) else { return nil }
        return add(document, uri: uri)
    }

    /// The schema at `location`, or nil when its pointer leads nowhere.
    func schema(at location: SchemaLocation) -> JSONValue? {
        resources[location.resource].root.value(at: JSONPath(segments: location.pointer.map(\.text)))
    }

    /// Follows a pointer from the root of a resource, into the resources within it; nil when it leads nowhere.
    func location(in resource: Int, pointer: [ExactKey]) -> SchemaLocation? {
        var location = SchemaLocation(resource: resource, pointer: [])
        for key in pointer {
            location = location.appending(key.text)
            if let inner = resources[location.resource].embedded[location.pointer] {
                location = SchemaLocation(resource: inner, pointer: [])
            }
        }
        return schema(at: location) == nil ? nil : location
    }

    private mutating func addResource(
        _ root: JSONValue,
        base: URIReference,
        document: String,
        path: [String],
        vocabularies: Set<SchemaVocabulary>
    ) -> Int {
        var uri = base
        if let id = root["$id"]?.stringValue { uri = base.resolving(URIReference(id)) }
        uri.fragment = nil
        let number = resources.count
        resources.append(
            SchemaResource(
                uri: uri,
                root: root,
                document: document,
                path: path,
                vocabularies: vocabularies
            )
        )
        if numbers[uri.document] == nil { numbers[uri.document] = number }
        if let dialect = root["$schema"]?.stringValue, dialect != uri.document {
            setVocabularies(of: number, dialect, path)
        }
        scan(root, SchemaLocation(resource: number, pointer: []))
        return number
    }

    /// Reads the vocabularies of a metaschema that was given; another one counts as the standard's.
    private mutating func setVocabularies(of number: Int, _ dialect: String, _ path: [String]) {
        let uri = URIReference(dialect).document
        guard let metaschema = documents[uri], let listed = metaschema["$vocabulary"]?.objectValue else { return }
        var vocabularies: Set<SchemaVocabulary> = []
        for (name, isNeeded) in listed {
            if let vocabulary = SchemaVocabulary(uri: name) {
                vocabularies.insert(vocabulary)
            } else if isNeeded == true {
                faults.append((path + ["$schema"], "the metaschema needs a vocabulary that is unknown"))
            }
        }
        resources[number].vocabularies = vocabularies
    }

    /// Finds the identifiers within a schema.
    private mutating func scan(_ schema: JSONValue, _ location: SchemaLocation) {
        guard let members = schema.objectValue, location.pointer.count <= SchemaCompiler.maxDepth else { return }
        let place = resources[location.resource].path + location.pointer.map(\.text)
        if let id = members["$id"]?.stringValue {
            if let fragment = URIReference(id).fragment, !fragment.isEmpty {
                faults.append((place + ["$id"], "expected a URI without a fragment"))
            } else if !location.pointer.isEmpty {
                let outer = resources[location.resource]
                let inner = addResource(
                    schema,
                    base: outer.uri,
                    document: outer.document,
                    path: place,
                    vocabularies: outer.vocabularies
                )
                resources[location.resource].embedded[location.pointer] = inner
                return
            }
        }
        if let name = members["$anchor"]?.stringValue {
            resources[location.resource].anchors[name] = location.pointer
        }
        if let name = members["$dynamicAnchor"]?.stringValue {
            resources[location.resource].dynamicAnchors[name] = location.pointer
        }
        for (keyword, value) in members {
            guard let holder = SubschemaPlace.keywords[keyword] else { continue }
            scan(value, holder, location.appending(keyword))
        }
    }

    private mutating func scan(_ value: JSONValue, _ holder: SubschemaPlace, _ location: SchemaLocation) {
        switch holder {
        case .one:
            scan(value, location)
        case .list:
            for (index, schema) in (value.arrayValue ?? []).enumerated() {
                scan(schema, location.appending(String(index)))
            }
        case .map:
            for (name, schema) in value.objectValue ?? JSONObject() { scan(schema, location.appending(name)) }
        }
    }
}
