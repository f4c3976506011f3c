/// A page's bytes, and where in them its records and picked values are.
///
/// All ranges are positions in `bytes` and hold exactly one value's text, without the blanks around it.
public struct SplitPage: Sendable {
    /// The page as it was given.
    public let bytes: [UInt8]
    /// The records' ranges, in the page's order.
    public let records: [Range<Int>]
    /// Whether the path of the records exists; it may still hold none.
    public let recordsFound: Bool

    private let plan: PagePlan
    private let outerRanges: [Int]
    private let innerRanges: [Int]

    init(bytes: [UInt8], plan: PagePlan, findings: PageFindings) {
        self.bytes = bytes
        self.plan = plan
        records = findings.records
        recordsFound = findings.recordsFound
        outerRanges = findings.outerRanges
        innerRanges = findings.innerRanges
    }

    /// Where the value of the shape's envelope path number `index` is, or nil when the page has none.
    public func envelope(_ index: Int) -> Range<Int>? {
        let slots = plan.outer.slots.dropLast()  // the last one is the records'
        guard slots.indices.contains(index) else { return nil }
        return range(outerRanges, 2 * slots[index])
    }

    /// Where the value of the shape's field path number `index` is in record number `record`, or nil when it has none.
    public func field(_ index: Int, of record: Int) -> Range<Int>? {
        guard plan.inner.slots.indices.contains(index), records.indices.contains(record) else { return nil }
        return range(innerRanges, 2 * (record * plan.inner.slotCount + plan.inner.slots[index]))
    }

    /// The text of a scalar: a string's unescaped content, or a number, true or false as written.
    ///
    /// Nil for null, arrays and objects, and for a range that is not a value's of this page.
    public func scalar(_ range: Range<Int>) -> String? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return nil }
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "\""):
            guard range.count >= 2 else { return nil }
            let content = range.lowerBound + 1..<range.upperBound - 1
            guard bytes[content].contains(UInt8(ascii: "\\")) else {
                return String(decoding: bytes[content], as: UTF8.self)
            }
            return JSONString.unescaped(bytes, content)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"), UInt8(ascii: "f"):
            return String(decoding: bytes[range], as: UTF8.self)
        default:
            return nil
        }
    }

    /// The whole value at `range`; costs a full parse of it.
    ///
    /// Throws when the range is not a value's of this page, or nests deeper than 512 levels.
    public func value(_ range: Range<Int>) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: bytes, in: range)
    }

    /// All records as values; costs a full parse of each.
    ///
    /// Throws when one nests deeper than 512 levels.
    public func values() throws(JSONError) -> [JSONValue] {
        var parser = JSONParser(bytes: bytes, maxDepth: JSONLimits.standard.maxDepth)
        var values: [JSONValue] = []
        values.reserveCapacity(records.count)
        for record in records { values.append(try parser.document(record)) }
        return values
    }

    private func range(_ ranges: [Int], _ position: Int) -> Range<Int>? {
        let start = ranges[position]
        return start < 0 ? nil : start..<ranges[position + 1]
    }
}
