import Domain
import JSON

extension InboundAnswer {
    /// The answer split into its records, which are a list at the shape's path or, unless `isList`, one object there.
    ///
    /// What isn't so must not pass for an empty page or a record: it throws `malformed`, or `tooLarge` where the same
    /// again would be too large.
    func split(
        _ shape: PageShape,
        isList: Bool,
        mayLackRecords: Bool = false
    ) throws(IntegrationError) -> SplitPage {
        var shape = shape
        shape.envelope.append(shape.records)
        let page: SplitPage
        do {
            page = try PageSplitter(shape: shape).split(body)
        } catch {
            let kind: IntegrationError.Kind = error.isBeyondLimit ? .tooLarge : .malformed
            throw IntegrationError(kind, message: "the answer is not a valid page: \(error)")
        }
        guard page.recordsFound else {
            if mayLackRecords { return page }
            throw IntegrationError(.malformed, message: "the answer has no \"\(shape.records)\"")
        }
        func starts(_ range: Range<Int>, with byte: Unicode.Scalar) -> Bool {
            page.bytes[range.lowerBound] == UInt8(ascii: byte)
        }
        let place = shape.records.segments.isEmpty ? "the answer" : "the answer's \"\(shape.records)\""
        if let whole = page.envelope(shape.envelope.count - 1), !starts(whole, with: isList ? "[" : "{") {
            throw IntegrationError(.malformed, message: "\(place) is not \(isList ? "a list" : "an object")")
        }
        if let index = page.records.firstIndex(where: { !starts($0, with: "{") }) {
            throw IntegrationError(.malformed, message: "the answer's \"\(shape.records).\(index)\" is not an object")
        }
        return page
    }
}
