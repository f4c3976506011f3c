import JSON
import Patterns

/// What one keyword, or a few that belong together, ask for.
enum SchemaRule: Sendable {
    /// The schema `false`.
    case nothing
    case types([SchemaType])
    case choices(Choices)
    case format(SchemaFormat)
    case number(NumberLimit)
    case count(CountLimit)
    case pattern(Pattern)
    case uniqueItems
    case properties(Properties)
    case required([String])
    case dependentRequired([(key: String, needed: [String])])
    case propertyNames(Int)
    case items(prefix: [Int], rest: Int?)
    case contains(Contains)
    case reference(Int)
    case dynamicReference(anchor: String, Int)
    case allOf([Int])
    case anyOf([Int])
    case oneOf([Int])
    case not(Int)
    case condition(Condition)
    case dependentSchemas([(key: String, node: Int, keyword: SchemaKeyword)])
    case unevaluatedItems(Int)
    case unevaluatedProperties(Int)

    /// The values of `enum`, or the one of `const`.
    struct Choices: Sendable {
        let keyword: SchemaKeyword
        let values: [JSONValue]
        let forms: Set<CanonicalForm>
    }

    /// A bound on a number, or its divisor.
    struct NumberLimit: Sendable {
        let keyword: SchemaKeyword
        let limit: ExactNumber
        let text: String
    }

    /// A bound on the number of elements, members or characters.
    struct CountLimit: Sendable {
        let keyword: SchemaKeyword
        let limit: Int
    }

    /// What holds for the members of an object, each by its name.
    struct Properties: Sendable {
        var declared: [Declared] = []
        var names: Set<ExactKey> = []
        var patterns: [(pattern: Pattern, node: Int)] = []
        /// What holds for members that are neither declared nor match a pattern.
        var additional: Int?
    }

    /// A property that is declared by name.
    struct Declared: Sendable {
        let name: String
        let node: Int
        /// Whether the property's own schema says `required: true`, as drafts up to 3 do.
        let isRequired: Bool
    }

    /// How many elements must fit a schema.
    struct Contains: Sendable {
        let node: Int
        let min: Int
        let max: Int?
    }

    /// `if` with what follows from it.
    struct Condition: Sendable {
        let test: Int
        let then: Int?
        let otherwise: Int?
    }

    /// Where the rule stands among others: what a value is comes before what is in it, and what nothing else has
    /// evaluated comes last.
    var rank: Int {
        switch self {
        case .nothing: 0
        case .types: 1
        case .choices: 2
        case .format: 3
        case .number, .count, .pattern: 4
        case .uniqueItems: 5
        case .properties, .items: 6
        case .required, .dependentRequired, .propertyNames, .contains: 7
        case .reference, .dynamicReference, .allOf, .anyOf, .oneOf, .not, .condition, .dependentSchemas: 8
        case .unevaluatedItems, .unevaluatedProperties: 9
        }
    }
}
