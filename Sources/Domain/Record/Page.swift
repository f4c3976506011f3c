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
        return text
    }
}
