/// The words of JSON Schema, by what becomes of them here.
enum SchemaKeyword: String, Sendable {
    case type, properties, required, `default`, format, items, multipleOf, uniqueItems, additionalProperties
    case choices = "enum"
    case constant = "const"
    case minItems, maxItems, minLength, maxLength, minProperties, maxProperties
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum

    /// Keywords that say nothing about whether a value is valid.
    static let annotations: Set<String> = [
        "title", "description", "examples", "$schema", "$id", "$comment", "deprecated", "readOnly", "writeOnly",
    ]

    /// Keywords whose value is an object in a schema, beside `default` and `const`, whose value may be one.
    static let holdingObjects: Set<String> = [
        "properties", "items", "additionalProperties", "default", "const", "not", "if", "then", "else", "contains",
        "propertyNames", "patternProperties", "definitions", "$defs", "dependencies", "dependentRequired",
        "dependentSchemas", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ]

    /// Keywords of some draft that are refused until they are evaluated.
    static let unsupported: Set<String> = [
        "pattern", "patternProperties", "propertyNames", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref",
        "$defs", "definitions", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
        "$vocabulary", "dependencies", "dependentRequired", "dependentSchemas", "contains", "minContains",
        "maxContains", "prefixItems", "additionalItems", "unevaluatedItems", "unevaluatedProperties",
        "contentEncoding", "contentMediaType", "contentSchema", "id", "divisibleBy", "disallow", "extends",
    ]
}
