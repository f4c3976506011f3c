/// The keywords of JSON Schema 2020-12 that are evaluated.
enum SchemaKeyword: String, Sendable, CaseIterable {
    case ref = "$ref"
    case dynamicRef = "$dynamicRef"
    case type
    case choices = "enum"
    case constant = "const"
    case format
    case multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum
    case minLength, maxLength, pattern
    case minItems, maxItems, uniqueItems, minContains, maxContains
    case minProperties, maxProperties, required, dependentRequired
    case `default`
    case allOf, anyOf, oneOf, not
    case condition = "if"
    case then
    case otherwise = "else"
    case dependentSchemas
    case prefixItems, items, contains
    case properties, patternProperties, additionalProperties, propertyNames
    /// The two keywords above in one, as drafts before 2019 have it.
    case dependencies
    case unevaluatedItems, unevaluatedProperties

    /// The vocabulary that a dialect must have for the keyword to be evaluated; nil for those that always are.
    var vocabulary: SchemaVocabulary? {
        switch self {
        case .ref, .dynamicRef, .default, .format: nil
        case .type, .choices, .constant, .multipleOf, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum,
            .minLength, .maxLength, .pattern, .minItems, .maxItems, .uniqueItems, .minContains, .maxContains,
            .minProperties, .maxProperties, .required, .dependentRequired:
            .validation
        case .allOf, .anyOf, .oneOf, .not, .condition, .then, .otherwise, .dependentSchemas, .prefixItems, .items,
            .contains, .properties, .patternProperties, .additionalProperties, .propertyNames, .dependencies:
            .applicator
        case .unevaluatedItems, .unevaluatedProperties: .unevaluated
        }
    }
}

/// Where schemas stand within a schema.
enum SubschemaPlace {
    case one, list, map

    /// The keywords that hold schemas, those that only define them included.
    static let keywords: [String: SubschemaPlace] = [
        "$defs": .map, "definitions": .map, "properties": .map, "patternProperties": .map, "dependentSchemas": .map,
        "dependencies": .map, "allOf": .list, "anyOf": .list, "oneOf": .list, "prefixItems": .list, "not": .one,
        "if": .one, "then": .one, "else": .one, "items": .one, "contains": .one, "additionalProperties": .one,
        "propertyNames": .one, "unevaluatedItems": .one, "unevaluatedProperties": .one, "contentSchema": .one,
    ]
}
