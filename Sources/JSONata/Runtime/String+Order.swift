import JSON

extension String {
    /// Whether both are the same text byte for byte; Swift's own `==` takes composed and decomposed letters as equal.
    func isExactly(_ other: String) -> Bool { ExactText(text: self) == ExactText(text: other) }

    /// Whether this comes before `other` in the order of UTF-16 code units, as JavaScript sorts.
    func precedes(_ other: String) -> Bool {
        guard !isExactly(other) else { return false }
        return utf16.lexicographicallyPrecedes(other.utf16)
    }
}
