extension JSONValue {
    /// Reads a whole text as strict RFC 8259: valid UTF-8, one value, nothing around it but blanks.
    ///
    /// Of a repeated key the last value wins, in the first one's place. A `\u` escape of half a surrogate pair becomes
    /// U+FFFD. Throws a `JSONError` that names the first offending byte.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: bytes, in: bytes.indices, limits: limits)
    }

    /// Reads the bytes of `range` as a whole text.
    ///
    /// Positions in errors count from the start of `bytes`. A range that leaves `bytes` is an error as well.
    public init(parsing bytes: [UInt8], in range: Range<Int>, limits: JSONLimits = .standard) throws(JSONError) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            throw JSONError(
                message: "the range \(range) leaves a text of \(bytes.count) bytes",
                offset: range.lowerBound,
                in: bytes
            )
        }
        guard range.count <= limits.maxBytes else {
            throw JSONError(
                message: "found a text of \(range.count) bytes, expected at most \(limits.maxBytes)",
                offset: range.lowerBound,
                in: bytes
            )
        }
        var parser = JSONParser(bytes: bytes, maxDepth: limits.maxDepth)
        self = try parser.document(range)
    }

    /// Reads a whole text; positions in errors count its UTF-8 bytes.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }
}
