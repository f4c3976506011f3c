/// Finds the records of a page, and values in and around them, in one pass that leaves the bytes as they are.
///
/// Compiles the shape once; make one splitter for all pages of a list. Splitting costs a handful of allocations a page,
/// none a record, and time linear in the page's length. Nesting costs no stack.
public struct PageSplitter: Sendable {
    private let shape: PageShape
    private let limits: PageLimits
    private let plan: PagePlan

    /// Compiles `shape`; its paths may overlap and repeat.
    public init(shape: PageShape, limits: PageLimits = PageLimits()) {
        self.shape = shape
        self.limits = limits
        plan = PagePlan(shape)
    }

    /// Validates the whole page (grammar, UTF-8, depth, nothing after the value) and finds what the shape asks for.
    ///
    /// The records are the elements of the array at their path; an object there is one record, null or an absent path
    /// are none. A page with any other value there, with too many or too long records, or that is not strict RFC 8259
    /// in any place is an error. Escapes of half a surrogate pair are left as they are. Of a repeated key the last
    /// counts. Line and column of an error are found by reading the page once more up to it.
    public func split(_ bytes: [UInt8]) throws(JSONError) -> SplitPage {
        var scanner = PageScanner(bytes, plan: plan, limits: limits)
        do {
            try scanner.run()
        } catch {
            throw JSONError(error.expectation, offset: error.offset, end: bytes.count, in: bytes)
        }
        if let offset = scanner.findings.misplacedRecords { throw misplaced(at: offset, in: bytes) }
        return SplitPage(bytes: bytes, plan: plan, findings: scanner.findings)
    }

    private func misplaced(at offset: Int, in bytes: [UInt8]) -> JSONError {
        let kind =
            switch bytes[offset] {
            case UInt8(ascii: "\""): "a string"
            case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
            default: "a number"
            }
        let place = shape.records.segments.isEmpty ? "records" : "records at \"\(shape.records)\""
        return JSONError(message: "\(place) are \(kind), expected an array", offset: offset, in: bytes)
    }
}
