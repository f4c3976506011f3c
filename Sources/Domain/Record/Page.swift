package import JSON

/// One answer of a vendor, split: record slices in the bytes as received, and where to go on.
package struct Page: Sendable {
    package let split: SplitPage
    /// Index of each record's id among the picked fields; nil when the resource has none.
    package let idField: Int?
    /// Index of the first of the fields that the call asked for.
    package let firstCallField: Int
    /// The position after this page; nil on the last one.
    package let next: Cursor?
    /// The vendor's own records, where `split` holds what was made of them.
    package var remote: RemoteRecords?
    /// What of the records could not be mapped.
    package var problems: [MappingProblem] = []
    /// What stands before each id, with a colon, where ids are unique only under a parent.
    package var idPrefix: String?

    package init(split: SplitPage, idField: Int?, firstCallField: Int, next: Cursor?) {
        self.split = split
        self.idField = idField
        self.firstCallField = firstCallField
        self.next = next
    }

    /// The record's id as text; nil when it has none.
    package func id(of record: Int) -> String? {
        guard let idField, let range = split.field(idField, of: record) else { return nil }
        guard let text = split.scalar(range), !text.isEmpty else { return nil }
        return idPrefix.map { "\($0):\(text)" } ?? text
    }
}

/// The records that a unified page was made of.
package struct RemoteRecords: Sendable {
    /// The vendor's page as received.
    package let bytes: [UInt8]
    /// One for each unified record, in the same order.
    package let records: [Range<Int>]

    package init(bytes: [UInt8], records: [Range<Int>]) {
        self.bytes = bytes
        self.records = records
    }
}

/// A field that couldn't be made of a vendor's record.
package struct MappingProblem: Sendable, Equatable {
    /// The vendor's id of the record, where it is known.
    package var record: String?
    /// The model's field; empty for the record as a whole.
    package let field: String
    package let message: String

    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }

    /// What went wrong, the same for every record in which it did.
    package var text: String { field.isEmpty ? message : "\(field): \(message)" }
}
