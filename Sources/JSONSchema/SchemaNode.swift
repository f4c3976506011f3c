import JSON

/// One compiled (sub)schema.
struct SchemaNode: Sendable {
    /// A declared property.
    struct Property: Sendable {
        let name: String
        let node: SchemaNode
        /// Whether the property's own schema says `required: true`, as drafts up to 3 do.
        let isRequired: Bool
    }

    /// What holds for elements, or for properties that are not declared.
    indirect enum Rest: Sendable {
        case anything
        case nothing
        case matching(SchemaNode)
    }

    /// The values of `enum`, or the one of `const`.
    struct Choices: Sendable {
        let keyword: SchemaKeyword
        let values: [JSONValue]
        let forms: Set<CanonicalForm>
    }

    /// A bound on the number of elements, members or characters.
    struct CountLimit: Sendable {
        let keyword: SchemaKeyword
        let limit: Int
    }

    /// A bound on a number, or its divisor.
    struct NumberLimit: Sendable {
        let keyword: SchemaKeyword
        let limit: ExactNumber
        let text: String
    }

    /// Where this is in the schema.
    let path: [String]
    var refusesEverything = false
    /// Empty when any type will do.
    var types: [SchemaType] = []
    var properties: [Property] = []
    /// The names that a list under `required` holds.
    var required: [String] = []
    var defaultValue: JSONValue?
    var choices: [Choices] = []
    var items = Rest.anything
    var additional = Rest.anything
    var countLimits: [CountLimit] = []
    var numberLimits: [NumberLimit] = []
    var hasUniqueItems = false
    var format: SchemaFormat?

    init(path: [String]) { self.path = path }

    /// The declared property of that name, compared byte for byte.
    func property(_ name: String) -> Property? {
        properties.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    func isRequired(_ property: Property) -> Bool {
        property.isRequired || required.contains { $0.utf8.elementsEqual(property.name.utf8) }
    }
}
