/// Text that is equal byte for byte; Swift's own `==` takes composed and decomposed characters for the same.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(text: String) { self.text = text }

    package static func == (lhs: ExactText, rhs: ExactText) -> Bool { areEqual(lhs.text, rhs.text) }

    /// Whether two texts are the same bytes.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left == right else { return false }
        // Equal ASCII texts, which as UTF-16 are as long as in UTF-8, are the same bytes.
        return left.utf16.count == left.utf8.count && right.utf16.count == right.utf8.count
            || left.utf8.elementsEqual(right.utf8)
    }

    /// Feeds the text's own hash, which is the same for more texts than are equal here.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
