import Patterns

/// The matches of a regular expression, or of a function that works like one, one after the other.
///
/// Each begins where the one before ended or later, whatever a function says.
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
    private var position = 0

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
        defer { isFirst = false }
        let match: Match?
        if case .matcher(let pattern, let source) = matcher.body {
            match = try next(of: pattern, source)
        } else {
            match = try next(of: matcher)
        }
        if let match { position = match.range.upperBound } else { self.matcher = nil }
        return match
    }

    /// A regular expression is asked itself: no object is made for what only this reads.
    private func next(of pattern: Pattern, _ source: String) throws(JSONataError) -> Match? {
        try call.run.step()
        guard isFirst || position < text.utf8.count,
            let found = try call.run.firstMatch(of: pattern, in: text, from: position)
        else { return nil }
        guard isFirst || !found.range.isEmpty else { throw Run.matchesNothing(source) }
        return Match(
            range: found.range,
            text: text.slice(found.range),
            groups: found.groups.map { $0.map(text.slice) }
        )
    }

    private mutating func next(of matcher: Function) throws(JSONataError) -> Match? {
        let arguments: [Value] = isFirst ? [.string(text)] : []
        let found = try call.run.apply(.function(matcher), arguments, input: call.input, frame: call.frame)
        guard !found.isUndefined else { return nil }
        guard let start = found.member("start").double, start.isFinite, let matched = found.member("match").text,
            found.member("groups").isArray || found.member("groups").isUndefined
        else { throw JSONataError("T1010", "a matcher function must give match, start, end, groups and next") }
        if case .function(let next) = found.member("next") { self.matcher = next } else { self.matcher = nil }
        let lower = max(position, text.utf8Offset(of: start))
        let given = found.member("end").double.flatMap { $0.isFinite ? text.utf8Offset(of: $0) : nil }
        return Match(
            range: lower..<max(lower, given ?? min(lower + matched.utf8.count, text.utf8.count)),
            text: matched,
            groups: found.member("groups").elements.map(\.text)
        )
    }
}

extension String {
    /// A finite offset in UTF-16 code units as one in UTF-8, held within the text and at the start of a character.
    fileprivate func utf8Offset(of offset: Double) -> Int {
        let units = Int(min(max(offset, 0), Double(utf16.count)))
        let index = utf16.index(startIndex, offsetBy: units)
        return utf8.distance(from: startIndex, to: unicodeScalars.index(atOrBefore: index))
    }
}

extension String.UnicodeScalarView {
    /// `index` moved to the start of the scalar that it is in.
    fileprivate func index(atOrBefore index: Index) -> Index {
        if index == endIndex { return index }
        return String.Index(index, within: self) ?? self.index(before: self.index(after: index))
    }
}
