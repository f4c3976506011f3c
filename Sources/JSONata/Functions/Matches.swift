/// The matches of a regular expression, or of a function that works like one, one after the other.
struct Matches {
    struct Match {
        /// In UTF-8 offsets.
        let range: Range<Int>
        let text: String
        let groups: [String?]
    }

    private let text: String
    private let call: NativeFunction.Call
    /// What finds the next match; nil when there is none to look for.
    private var matcher: Function?
    private var isFirst = true

    init(of matcher: Function, in text: String, _ call: NativeFunction.Call) {
        self.matcher = matcher
        self.text = text
        self.call = call
    }

    /// The next match, or nil when there is none.
    ///
    /// Throws D1004 when a regular expression matches empty text again, T1010 when a function gives something else than
    /// a match.
    mutating func next() throws(JSONataError) -> Match? {
        guard let matcher else { return nil }
        let arguments: [Value] = isFirst ? [.string(text)] : []
        isFirst = false
        let found = try call.run.apply(.function(matcher), arguments, input: call.input, frame: call.frame)
        guard !found.isUndefined else {
            self.matcher = nil
            return nil
        }
        guard let start = found.member("start").double, let matched = found.member("match").text,
            found.member("groups").isArray || found.member("groups").isUndefined
        else { throw JSONataError("T1010", "a matcher function must give match, start, end, groups and next") }
        if case .function(let next) = found.member("next") { self.matcher = next } else { self.matcher = nil }
        let lower = text.utf8Offset(of: start)
        let end = found.member("end").double.map { text.utf8Offset(of: $0) }
        return Match(
            range: lower..<max(lower, end ?? min(lower + matched.utf8.count, text.utf8.count)),
            text: matched,
            groups: found.member("groups").elements.map(\.text)
        )
    }
}

extension String {
    /// An offset in UTF-16 code units as one in UTF-8, held within the text and moved off the middle of a character.
    fileprivate func utf8Offset(of offset: Double) -> Int {
        let units = Int(min(max(offset, 0), Double(utf16.count)))
        return utf8.distance(from: startIndex, to: utf16.index(startIndex, offsetBy: units))
    }
}
