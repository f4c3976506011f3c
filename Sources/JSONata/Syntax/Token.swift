/// One word of an expression's text.
struct Token: Equatable {
    enum Kind: Equatable {
        case name(String)
        /// Without its `$`; empty for the context, `$` for the root.
        case variable(String)
        case string(String)
        case number(Double)
        case bool(Bool)
        case null
        case regex(pattern: String, flags: String)
        /// A punctuation mark or one of the words `and`, `or`, `in`.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// Its first character, counted in Unicode scalars from the text's start.
    let offset: Int

    /// How an error names it.
    var text: String {
        switch kind {
        case .name(let name): name
        case .variable(let name): "$" + name
        case .string(let text): text
        case .number(let value): ScriptNumber.text(value)
        case .bool(let value): value ? "true" : "false"
        case .null: "null"
        case .regex(let pattern, let flags): "/\(pattern)/\(flags)"
        case .symbol(let symbol): symbol
        case .end: "(end)"
        }
    }
}
