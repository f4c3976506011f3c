/// A place in a vendor's list, in whatever form the adapter gives it.
///
/// Compare only for equality; it is stored with the work item and handed back as it was.
package struct Cursor: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }
}
