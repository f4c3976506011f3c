/// Finds what somebody meant to write.
package enum Spelling {
    /// The one of `known` that is one edit away: a letter more, less, other, or two swapped.
    package static func nearest(to word: String, in known: [String]) -> String? {
        known.first { isOneEdit(Array(word.unicodeScalars), Array($0.unicodeScalars)) }
    }

    /// What was probably meant by a word that isn't one of `known`, or what there is.
    package static func hint(for word: String, in known: [String]) -> String {
        if let near = nearest(to: word, in: known) { return "did you mean \"\(near)\"?" }
        return known.isEmpty ? "there is none" : "there is \(known.joined(separator: ", "))"
    }

    private static func isOneEdit(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        guard left != right, abs(left.count - right.count) <= 1 else { return false }
        let start = zip(left, right).prefix { $0 == $1 }.count
        let leftRest = left[start...]
        let rightRest = right[start...]
        guard left.count == right.count else {
            return left.count > right.count ? leftRest.dropFirst() == rightRest : leftRest == rightRest.dropFirst()
        }
        if leftRest.dropFirst() == rightRest.dropFirst() { return true }
        return leftRest.dropFirst(2) == rightRest.dropFirst(2)
            && leftRest.first == rightRest.dropFirst().first && leftRest.dropFirst().first == rightRest.first
    }
}
