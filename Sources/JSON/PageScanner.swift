/// One pass over a page's bytes that validates all of it and notes where the wanted values are.
///
/// The only file of this module that reads through unsafe pointers. Three rules keep it sound: every `p[i]` stands
/// behind an `i < n`, every load of eight bytes behind an `i + 8 <= n`, and no pointer outlives the call that made it.
/// It shares no scanning code with `JSONParser`, so that each can be tested against the other.
struct PageScanner {
    /// The first byte that breaks the grammar or a limit.
    struct Fault: Error {
        let offset: Int
        let expectation: JSONExpectation
    }

    /// An array or object whose end was not reached yet.
    private struct Frame {
        let isObject: Bool
        /// Whether this is the array whose elements are the records.
        let holdsRecords: Bool
        /// The nodes of the page's and of a record's paths that this container is, or -1.
        let outer, inner: Int32
        let start: Int
        /// Which element of an array is being read.
        var position = 0

        var isWanted: Bool { outer & inner != -1 }
    }

    private let bytes: [UInt8]
    private let plan: PagePlan
    private let limits: PageLimits
    private(set) var findings: PageFindings

    init(_ bytes: [UInt8], plan: PagePlan, limits: PageLimits) {
        self.bytes = bytes
        self.plan = plan
        self.limits = limits
        findings = PageFindings(plan: plan, limits: limits)
    }

    /// Reads the page; the findings are complete when this returns.
    mutating func run() throws(Fault) {
        let (bytes, plan) = (bytes, plan)
        let frames = UnsafeMutablePointer<Frame>.allocate(capacity: max(0, min(limits.maxDepth, bytes.count)) + 1)
        defer { frames.deallocate() }
        try bytes.withUnsafeBufferPointer { text throws(Fault) in
            guard let p = text.baseAddress, !text.isEmpty else { throw Fault(offset: 0, expectation: .value) }
            try PathMatcher.with(plan.outer) { outer throws(Fault) in
                try PathMatcher.with(plan.inner) { inner throws(Fault) in
                    try scan(p, text.count, frames, outer, inner)
                }
            }
        }
    }

    private mutating func scan(
        _ p: UnsafePointer<UInt8>,
        _ n: Int,
        _ frames: UnsafeMutablePointer<Frame>,
        _ outerPaths: PathMatcher,
        _ innerPaths: PathMatcher
    ) throws(Fault) {
        var i = 0
        var depth = 0
        var outer: Int32 = 0  // the next value's nodes, as `PageFindings` tells
        var inner: Int32 = -1
        nextValue: while true {
            i = Self.skipBlanks(p, i, n)
            guard i < n else { throw Fault(offset: i, expectation: .value) }
            let start = i
            let first = p[i]
            let holdsRecords = outer & inner != -1 && findings.start(outer, &inner, first: first, at: i)
            switch first {
            case UInt8(ascii: "\""):
                i = try Self.stringEnd(p, i &+ 1, n).index &+ 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < limits.maxDepth else { throw Fault(offset: i, expectation: .depth(limits.maxDepth)) }
                i = Self.skipBlanks(p, i &+ 1, n)
                if i < n, p[i] == first &+ 2 {  // "}" and "]" come two after "{" and "["
                    i &+= 1
                    break
                }
                let isObject = first == UInt8(ascii: "{")
                let frame = Frame(
                    isObject: isObject,
                    holdsRecords: holdsRecords,
                    outer: outer,
                    inner: inner,
                    start: start
                )
                frames[depth] = frame
                depth &+= 1
                if isObject {
                    let key = try Self.key(p, i, n, or: .keyOrObjectEnd)
                    i = key.next
                    (outer, inner) = frame.isWanted ? member(key, p, frame, outerPaths, innerPaths) : (-1, -1)
                } else {
                    (outer, inner) = frame.isWanted ? element(frame, outerPaths, innerPaths) : (-1, -1)
                }
                continue nextValue
            case UInt8(ascii: "n"): i = try Self.wordEnd(p, i, n, "null")
            case UInt8(ascii: "t"): i = try Self.wordEnd(p, i, n, "true")
            case UInt8(ascii: "f"): i = try Self.wordEnd(p, i, n, "false")
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): i = try Self.numberEnd(p, i, n)
            default: throw Fault(offset: i, expectation: .value)
            }
            if outer & inner != -1 { try findings.finish(outer, inner, start, i) }
            while depth > 0 {  // behind a value: a comma, or the end of one or more containers
                let frame = frames + (depth &- 1)
                let isObject = frame.pointee.isObject
                i = Self.skipBlanks(p, i, n)
                let next = i < n ? p[i] : 0
                if next == UInt8(ascii: ",") {
                    i &+= 1
                    if isObject {
                        let key = try Self.key(p, Self.skipBlanks(p, i, n), n, or: .key)
                        i = key.next
                        (outer, inner) =
                            frame.pointee.isWanted ? member(key, p, frame.pointee, outerPaths, innerPaths) : (-1, -1)
                    } else {
                        frame.pointee.position &+= 1
                        (outer, inner) =
                            frame.pointee.isWanted ? element(frame.pointee, outerPaths, innerPaths) : (-1, -1)
                    }
                    continue nextValue
                }
                guard next == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw Fault(offset: i, expectation: isObject ? .commaOrObjectEnd : .commaOrArrayEnd)
                }
                i &+= 1
                depth &-= 1
                if frame.pointee.isWanted {
                    try findings.finish(frame.pointee.outer, frame.pointee.inner, frame.pointee.start, i)
                }
            }
            i = Self.skipBlanks(p, i, n)
            guard i == n else { throw Fault(offset: i, expectation: .endOfText) }
            return
        }
    }
}

// MARK: - What the shape asks for

extension PageScanner {
    /// What an object's member is to the page's and to a record's paths.
    @inline(__always)
    private func member(
        _ key: Key,
        _ p: UnsafePointer<UInt8>,
        _ frame: Frame,
        _ outerPaths: PathMatcher,
        _ innerPaths: PathMatcher
    ) -> (outer: Int32, inner: Int32) {
        if key.isEscaped {  // rare, so it may build a string
            let name = Array(JSONString.unescaped(bytes, key.start..<key.end).utf8)
            return name.withUnsafeBufferPointer { name in
                (outerPaths.child(of: frame.outer, named: name), innerPaths.child(of: frame.inner, named: name))
            }
        }
        let name = UnsafeBufferPointer(start: p + key.start, count: key.end &- key.start)
        return (outerPaths.child(of: frame.outer, named: name), innerPaths.child(of: frame.inner, named: name))
    }

    /// What an array's element is to the page's and to a record's paths.
    private func element(
        _ frame: Frame,
        _ outerPaths: PathMatcher,
        _ innerPaths: PathMatcher
    ) -> (outer: Int32, inner: Int32) {
        (
            outerPaths.child(of: frame.outer, at: frame.position),
            frame.holdsRecords ? 0 : innerPaths.child(of: frame.inner, at: frame.position)
        )
    }
}

/// Looks keys up in a trie through pointers, so that the scan counts no references.
private struct PathMatcher {
    private let nodes: UnsafeBufferPointer<PathTrie.Node>
    private let keyBytes: UnsafeBufferPointer<UInt8>

    static func with(
        _ trie: PathTrie,
        _ body: (PathMatcher) throws(PageScanner.Fault) -> Void
    ) throws(PageScanner.Fault) {
        try trie.nodes.withUnsafeBufferPointer { nodes throws(PageScanner.Fault) in
            try trie.keyBytes.withUnsafeBufferPointer { keyBytes throws(PageScanner.Fault) in
                try body(PathMatcher(nodes: nodes, keyBytes: keyBytes))
            }
        }
    }

    /// The child of `node` named `name`, or -1.
    @inline(__always)
    func child(of node: Int32, named name: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard node >= 0, nodes[Int(node)].childLengths &>> UInt64(name.count & 63) & 1 != 0 else { return -1 }
        return search(node, name)
    }

    /// The child of `node` that stands for an array's element at `position`, or -1.
    func child(of node: Int32, at position: Int) -> Int32 {
        guard node >= 0, nodes[Int(node)].childLengths != 0 else { return -1 }
        var child = node &+ 1
        while child < nodes[Int(node)].subtreeEnd {
            if nodes[Int(child)].arrayIndex == position { return child }
            child = nodes[Int(child)].subtreeEnd
        }
        return -1
    }

    private func search(_ node: Int32, _ name: UnsafeBufferPointer<UInt8>) -> Int32 {
        var child = node &+ 1
        while child < nodes[Int(node)].subtreeEnd {
            let candidate = nodes[Int(child)]
            if candidate.keyLength == name.count,
                (0..<name.count).allSatisfy({ keyBytes[candidate.keyStart &+ $0] == name[$0] })
            {
                return child
            }
            child = candidate.subtreeEnd
        }
        return -1
    }
}

// MARK: - The grammar of scalars

extension PageScanner {
    /// A key's content between its quotation marks, and what comes behind the colon.
    private struct Key {
        let start: Int
        let end: Int
        let isEscaped: Bool
        let next: Int
    }

    @inline(__always)
    private static func key(
        _ p: UnsafePointer<UInt8>,
        _ i: Int,
        _ n: Int,
        or expectation: JSONExpectation
    ) throws(Fault) -> Key {
        guard i < n, p[i] == UInt8(ascii: "\"") else { throw Fault(offset: i, expectation: expectation) }
        let (end, isEscaped) = try stringEnd(p, i &+ 1, n)
        let colon = skipBlanks(p, end &+ 1, n)
        guard colon < n, p[colon] == UInt8(ascii: ":") else { throw Fault(offset: colon, expectation: .colon) }
        return Key(start: i &+ 1, end: end, isEscaped: isEscaped, next: colon &+ 1)
    }

    @inline(__always)
    private static func skipBlanks(_ p: UnsafePointer<UInt8>, _ from: Int, _ n: Int) -> Int {
        let blanks: UInt64 = 1 << 0x20 | 1 << 0x0a | 1 << 0x0d | 1 << 0x09
        var i = from
        while i < n, p[i] <= 0x20, blanks &>> UInt64(p[i]) & 1 != 0 { i &+= 1 }
        return i
    }

    /// Finds the closing quotation mark of the string whose content starts at `from`, eight bytes at a time.
    @inline(__always)
    private static func stringEnd(
        _ p: UnsafePointer<UInt8>,
        _ from: Int,
        _ n: Int
    ) throws(Fault) -> (index: Int, isEscaped: Bool) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var i = from
        var isEscaped = false
        while true {
            if i &+ 8 <= n {
                // A byte's high bit tells a quotation mark, a backslash, a control character or a byte from 0x80 on.
                // Borrows can only set it wrongly above the lowest true one, and that is the one taken.
                let word = UInt64(littleEndian: UnsafeRawPointer(p + i).loadUnaligned(as: UInt64.self))
                let quote = word ^ (ones &* 0x22)
                let backslash = word ^ (ones &* 0x5c)
                let special =
                    (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | (word &- ones &* 0x20) | word)
                    & highs
                if special == 0 {
                    i &+= 8
                    continue
                }
                i &+= special.trailingZeroBitCount &>> 3
            }
            guard i < n else { throw Fault(offset: n, expectation: .closingQuote) }
            let byte = p[i]
            if byte == UInt8(ascii: "\"") { return (i, isEscaped) }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                i = try escapeEnd(p, i &+ 1, n)
            } else if byte >= 0x80 {
                i = try sequencesEnd(p, i, n)
            } else if byte >= 0x20 {
                i &+= 1
            } else {
                throw Fault(offset: i, expectation: .escapedControl)
            }
        }
    }

    /// Reads what follows a backslash.
    private static func escapeEnd(_ p: UnsafePointer<UInt8>, _ i: Int, _ n: Int) throws(Fault) -> Int {
        guard i < n else { throw Fault(offset: i, expectation: .escape) }
        switch p[i] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return i &+ 1
        case UInt8(ascii: "u"):
            for digit in i &+ 1..<i &+ 5 {
                guard digit < n else { throw Fault(offset: digit, expectation: .hexDigit) }
                let byte = p[digit]
                guard byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6 else {
                    throw Fault(offset: digit, expectation: .hexDigit)
                }
            }
            return i &+ 5
        default:
            throw Fault(offset: i, expectation: .escape)
        }
    }

    /// Reads a run of UTF-8 sequences of two to four bytes (Unicode 16, table 3-7).
    private static func sequencesEnd(_ p: UnsafePointer<UInt8>, _ from: Int, _ n: Int) throws(Fault) -> Int {
        var i = from
        while i < n, p[i] >= 0x80 {
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xbf
            switch p[i] {
            case 0xc2...0xdf: length = 2
            case 0xe0: (length, second) = (3, 0xa0...0xbf)
            case 0xed: (length, second) = (3, 0x80...0x9f)
            case 0xe1...0xef: length = 3
            case 0xf0: (length, second) = (4, 0x90...0xbf)
            case 0xf1...0xf3: length = 4
            case 0xf4: (length, second) = (4, 0x80...0x8f)
            default: throw Fault(offset: i, expectation: .validUTF8)
            }
            guard i &+ length <= n, second ~= p[i &+ 1] else { throw Fault(offset: i, expectation: .validUTF8) }
            var next = i &+ 2
            while next < i &+ length {
                guard p[next] & 0xc0 == 0x80 else { throw Fault(offset: i, expectation: .validUTF8) }
                next &+= 1
            }
            i = next
        }
        return i
    }

    private static func wordEnd(
        _ p: UnsafePointer<UInt8>,
        _ from: Int,
        _ n: Int,
        _ word: StaticString
    ) throws(Fault) -> Int {
        for offset in 0..<word.utf8CodeUnitCount {
            let i = from &+ offset
            guard i < n, p[i] == word.utf8Start[offset] else { throw Fault(offset: i, expectation: .restOfWord(word)) }
        }
        return from &+ word.utf8CodeUnitCount
    }

    @inline(__always)
    private static func numberEnd(_ p: UnsafePointer<UInt8>, _ from: Int, _ n: Int) throws(Fault) -> Int {
        var i = from
        if p[i] == UInt8(ascii: "-") { i &+= 1 }
        if i < n, p[i] == UInt8(ascii: "0") {
            i &+= 1
        } else {
            i = try digitsEnd(p, i, n)
        }
        if i < n, p[i] == UInt8(ascii: ".") { i = try digitsEnd(p, i &+ 1, n) }
        if i < n, p[i] | 0x20 == UInt8(ascii: "e") {
            i &+= 1
            if i < n, p[i] == UInt8(ascii: "+") || p[i] == UInt8(ascii: "-") { i &+= 1 }
            i = try digitsEnd(p, i, n)
        }
        return i
    }

    /// Reads one digit or more.
    @inline(__always)
    private static func digitsEnd(_ p: UnsafePointer<UInt8>, _ from: Int, _ n: Int) throws(Fault) -> Int {
        var i = from
        while i < n, p[i] &- UInt8(ascii: "0") < 10 { i &+= 1 }
        guard i > from else { throw Fault(offset: i, expectation: .digit) }
        return i
    }
}
