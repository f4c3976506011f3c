/// Text that is equal byte for byte; Swift's own `==` takes composed and decomposed characters for the same.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(text: String) { self.text = text }

    package static func == (lhs: ExactText, rhs: ExactText) -> Bool {
        guard lhs.text == rhs.text else { return false }
        // Equal ASCII texts, which as UTF-16 are as long as in UTF-8, are the same bytes.
        return lhs.text.utf16.count == lhs.text.utf8.count && rhs.text.utf16.count == rhs.text.utf8.count
            || lhs.text.utf8.elementsEqual(rhs.text.utf8)
    }

    /// Feeds the text's own hash, which is the same for more texts than are equal here.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
