/// Functions by name.
struct FunctionTable: Sendable {
    private var functions: [String: NativeFunction] = [:]

    var names: Dictionary<String, NativeFunction>.Keys { functions.keys }

    subscript(name: String) -> NativeFunction? { functions[name] }

    mutating func add(_ function: NativeFunction) { functions[function.name] = function }

    /// Adds a built-in function, whose signature is known to be well formed.
    private mutating func add(
        _ name: String,
        _ signature: String?,
        _ arity: Int,
        _ body: @escaping @Sendable ([Value], NativeFunction.Call) throws(JSONataError) -> Value
    ) {
        do {
            let parsed = try signature.map { (text) throws(JSONataError) in try Signature(text) }
            functions[name] = NativeFunction(name: name, signature: parsed, arity: arity, body: body)
        } catch {
            preconditionFailure("the signature of $\(name): \(error)")
        }
    }

    /// The functions of the language, with the signatures of its documentation.
    static let standard: FunctionTable = {
        var table = FunctionTable()
        table.addText()
        table.addNumbers()
        table.addLists()
        table.addObjects()
        table.addHigherOrder()
        table.addPictures()
        return table
    }()

    private mutating func addText() {
        add("string", "<x-b?:s>", 1, TextFunctions.string)
        add("length", "<s-:n>", 1, TextFunctions.length)
        add("substring", "<s-nn?:s>", 3, TextFunctions.substring)
        add("substringBefore", "<s-s:s>", 2, TextFunctions.substringBefore)
        add("substringAfter", "<s-s:s>", 2, TextFunctions.substringAfter)
        add("uppercase", "<s-:s>", 1, TextFunctions.uppercase)
        add("lowercase", "<s-:s>", 1, TextFunctions.lowercase)
        add("trim", "<s-:s>", 1, TextFunctions.trim)
        add("pad", "<s-ns?:s>", 3, TextFunctions.pad)
        add("contains", "<s-(sf):b>", 2, TextFunctions.contains)
        add("split", "<s-(sf)n?:a<s>>", 3, TextFunctions.split)
        add("join", "<a<s>s?:s>", 2, TextFunctions.join)
        add("match", "<s-f<s:o>n?:a<o>>", 3, MatchFunctions.match)
        add("replace", "<s-(sf)(sf)n?:s>", 4, MatchFunctions.replace)
        add("base64encode", "<s-:s>", 1, EncodingFunctions.base64Encode)
        add("base64decode", "<s-:s>", 1, EncodingFunctions.base64Decode)
        add("encodeUrlComponent", "<s-:s>", 1, EncodingFunctions.encodeURLComponent)
        add("encodeUrl", "<s-:s>", 1, EncodingFunctions.encodeURL)
        add("decodeUrlComponent", "<s-:s>", 1, EncodingFunctions.decodeURLComponent)
        add("decodeUrl", "<s-:s>", 1, EncodingFunctions.decodeURL)
        add("eval", "<sx?:x>", 2, EvaluationFunctions.eval)
    }

    private mutating func addNumbers() {
        add("number", "<(nsb)-:n>", 1, NumberFunctions.number)
        add("abs", "<n-:n>", 1, NumberFunctions.abs)
        add("floor", "<n-:n>", 1, NumberFunctions.floor)
        add("ceil", "<n-:n>", 1, NumberFunctions.ceil)
        add("round", "<n-n?:n>", 2, NumberFunctions.round)
        add("power", "<n-n:n>", 2, NumberFunctions.power)
        add("sqrt", "<n-:n>", 1, NumberFunctions.sqrt)
        add("random", "<:n>", 0, NumberFunctions.random)
        add("sum", "<a<n>:n>", 1, NumberFunctions.sum)
        add("max", "<a<n>:n>", 1, NumberFunctions.maximum)
        add("min", "<a<n>:n>", 1, NumberFunctions.minimum)
        add("average", "<a<n>:n>", 1, NumberFunctions.average)
    }

    private mutating func addLists() {
        add("boolean", "<x-:b>", 1, LogicFunctions.boolean)
        add("not", "<x-:b>", 1, LogicFunctions.not)
        add("exists", "<x:b>", 1, LogicFunctions.exists)
        add("count", "<a:n>", 1, ListFunctions.count)
        add("append", "<xx:a>", 2, ListFunctions.append)
        add("reverse", "<a:a>", 1, ListFunctions.reverse)
        add("shuffle", "<a:a>", 1, ListFunctions.shuffle)
        add("distinct", "<x:x>", 1, ListFunctions.distinct)
        add("zip", "<a+>", 0, ListFunctions.zip)
        add("sort", "<af?:a>", 2, ListFunctions.sort)
    }

    private mutating func addObjects() {
        add("keys", "<x-:a<s>>", 1, ObjectFunctions.keys)
        add("lookup", "<x-s:x>", 2, ObjectFunctions.lookup)
        add("spread", "<x-:a<o>>", 1, ObjectFunctions.spread)
        add("merge", "<a<o>:o>", 1, ObjectFunctions.merge)
        add("each", "<o-f:a>", 2, ObjectFunctions.each)
        add("sift", "<o-f?:o>", 2, ObjectFunctions.sift)
        add("clone", "<(oa)-:o>", 1, ObjectFunctions.clone)
        add("type", "<x:s>", 1, ObjectFunctions.type)
        add("error", "<s?:x>", 1, LogicFunctions.error)
        add("assert", "<bs?:x>", 2, LogicFunctions.assert)
    }

    private mutating func addHigherOrder() {
        add("map", "<af>", 2, HigherOrderFunctions.map)
        add("filter", "<af>", 2, HigherOrderFunctions.filter)
        add("single", "<af?>", 2, HigherOrderFunctions.single)
        add("reduce", "<afj?:j>", 3, HigherOrderFunctions.reduce)
    }

    private mutating func addPictures() {
        add("formatNumber", "<n-so?:s>", 3, PictureFunctions.formatNumber)
        add("formatBase", "<n-n?:s>", 2, PictureFunctions.formatBase)
        add("formatInteger", "<n-s:s>", 2, PictureFunctions.formatInteger)
        add("parseInteger", "<s-s:n>", 2, PictureFunctions.parseInteger)
        add("toMillis", "<s-s?:n>", 2, PictureFunctions.toMillis)
        add("fromMillis", "<n-s?s?:s>", 3, PictureFunctions.fromMillis)
        add("now", "<s?s?:s>", 2, PictureFunctions.now)
        add("millis", "<:n>", 0, PictureFunctions.millis)
    }
}
