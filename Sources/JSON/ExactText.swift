/// Text that is equal byte for byte; Swift's own `==` takes composed and decomposed characters for the same.
struct ExactText: Hashable, Sendable {
    let text: String

    static func == (lhs: ExactText, rhs: ExactText) -> Bool {
        let left = lhs.text.utf8
        let right = rhs.text.utf8
        return left.count == right.count && lhs.text == rhs.text && left.elementsEqual(right)
    }

    /// Feeds the text's own hash, which is the same for more texts than are equal here.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
