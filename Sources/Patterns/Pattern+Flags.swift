extension Pattern {
    /// How an expression is read beyond what it says itself.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// One bit a flag.
        public let rawValue: Int

        /// Takes bits as they are.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// `i`: characters are the same when Unicode's simple case folding makes them so.
        public static let ignoreCase = Flags(rawValue: 1)
        /// `m`: `^` and `$` also match at the breaks between lines.
        public static let multiline = Flags(rawValue: 2)
        /// `s`: `.` also matches line breaks.
        public static let dotAll = Flags(rawValue: 4)
    }
}
