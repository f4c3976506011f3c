/// How the letters of a name or of a number in words are written.
enum LetterCase: Sendable {
    case upper
    case lower
    /// Each word with a capital, as the text is given.
    case title

    func applied(to text: String) -> String {
        switch self {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .title: text
        }
    }
}
