/// Which arguments a function takes, as in `<s-nn?:s>`.
///
/// Letters are kinds: `s` string, `n` number, `b` boolean, `l` null, `a` array, `o` object, `f` function, `j` any JSON,
/// `x` anything, `(sn)` either. Behind one, `?` makes it optional, `+` lets it repeat, `-` takes the context when it is
/// missing, and `<n>` behind `a` says what the elements are. What follows `:` is for the reader alone.
struct Signature: Sendable, Equatable {
    /// A set of kinds, one bit each.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt16

        static let string = Kinds(rawValue: 1)
        static let number = Kinds(rawValue: 2)
        static let bool = Kinds(rawValue: 4)
        static let null = Kinds(rawValue: 8)
        static let array = Kinds(rawValue: 16)
        static let object = Kinds(rawValue: 32)
        static let function = Kinds(rawValue: 64)
        /// No value.
        static let missing = Kinds(rawValue: 128)

        static let json: Kinds = [.string, .number, .bool, .null, .array, .object, .missing]
        static let any: Kinds = [.json, .function]

        /// The kinds that a signature's letter stands for.
        init?(letter: Unicode.Scalar) {
            switch letter {
            case "s": self = [.string, .missing]
            case "n": self = [.number, .missing]
            case "b": self = [.bool, .missing]
            case "l": self = [.null, .missing]
            case "o": self = [.object, .missing]
            case "a", "x": self = .any
            case "j": self = .json
            case "f": self = .function
            default: return nil
            }
        }

        init(rawValue: UInt16) { self.rawValue = rawValue }
    }

    struct Parameter: Sendable, Equatable {
        var accepts: Kinds
        /// Whether what comes is made an array.
        var isArray = false
        /// What an array's elements must be.
        var elements: Kinds?
        var isOptional = false
        var repeats = false
        /// Whether the context stands in for a missing argument.
        var takesContext = false
        /// As it was written, for messages.
        var text: String
    }

    let parameters: [Parameter]

    /// Reads a signature in its angle brackets.
    ///
    /// Throws S0401 for an element type behind anything but an array or function, S0402 for one inside a choice.
    init(_ text: String) throws(JSONataError) {
        var parameters: [Parameter] = []
        let scalars = Array(text.unicodeScalars.dropFirst())
        var index = 0
        scan: while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case ":":
                break scan
            case "-", "?", "+":
                guard !parameters.isEmpty else { continue }
                let last = parameters.count - 1
                parameters[last].text.unicodeScalars.append(scalar)
                if scalar == "-" { parameters[last].takesContext = true }
                if scalar == "+" { parameters[last].repeats = true } else { parameters[last].isOptional = true }
            case "(":
                let end = Self.close(of: "(", ")", in: scalars, from: index)
                let choice = scalars[index..<min(end, scalars.count)]
                guard !choice.contains("<") else {
                    throw JSONataError("S0402", "a choice in a function signature can't hold element types")
                }
                let accepts = choice.reduce(into: Kinds.missing) { $0.formUnion(Kinds(letter: $1) ?? []) }
                parameters.append(Parameter(accepts: accepts, text: "(" + choice.map(String.init).joined() + ")"))
                index = end + 1
            case "<":
                guard let last = parameters.indices.last,
                    parameters[last].isArray || parameters[last].accepts == .function
                else { throw JSONataError("S0401", "only arrays and functions have element types in a signature") }
                let end = Self.close(of: "<", ">", in: scalars, from: index)
                if parameters[last].isArray, index < scalars.count, let elements = Kinds(letter: scalars[index]) {
                    parameters[last].elements = elements.subtracting(.missing)
                    if scalars[index] == "a" { parameters[last].elements = .array }
                }
                index = end + 1
            default:
                guard let accepts = Kinds(letter: scalar) else { continue }
                parameters.append(Parameter(accepts: accepts, isArray: scalar == "a", text: String(scalar)))
            }
        }
        self.parameters = parameters
    }

    /// Where the bracket that was opened before `start` is closed, or the end.
    private static func close(
        of opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        in scalars: [Unicode.Scalar],
        from start: Int
    ) -> Int {
        var depth = 1
        for index in start..<scalars.count {
            if scalars[index] == opening { depth += 1 }
            if scalars[index] == closing { depth -= 1 }
            if depth == 0 { return index }
        }
        return scalars.count
    }
}
