/// Reads texts by a date picture: finds which stretch of the text each marker stands for.
struct TimestampReader {
    private let pieces: [TimestampPiece]

    /// What may be tried before a text is given up.
    ///
    /// Pictures with a separator between their markers need a step or two a character; only runs of markers that could
    /// each end anywhere, on long texts, come near it.
    private static let stepLimit = 400_000

    /// - Throws: D3133 for a component that is written but can't be read.
    init(_ picture: DateTimePicture) throws(JSONataError) {
        var pieces: [TimestampPiece] = []
        for (index, part) in picture.parts.enumerated() {
            let following = index + 1 < picture.parts.count ? picture.parts[index + 1] : nil
            pieces.append(try TimestampPiece(part, before: following))
        }
        self.pieces = pieces
    }

    /// What the markers stand for, or nil where `text` as a whole doesn't match.
    ///
    /// Letter case doesn't matter. Each marker takes as much as it can while the rest still matches.
    /// - Throws: D3110 when that takes too many steps.
    func fields(of text: String) throws(JSONataError) -> TimestampFields? {
        let scalars = Array(text.unicodeScalars)
        var steps = 0
        // For each piece so far, where it may still end, the farthest last.
        var untried: [[Int]] = []
        var ends: [Int] = []
        while true {
            if ends.count < pieces.count {
                let candidates = pieces[ends.count].ends(in: scalars, from: ends.last ?? 0)
                steps += 1 + candidates.cost
                guard steps <= Self.stepLimit else {
                    throw JSONataError("D3110", "\"\(text.prefix(64))\" can be read in too many ways by the picture")
                }
                untried.append(candidates.ends)
            } else if ends.last ?? 0 == scalars.count {
                return fields(scalars, ends)
            } else if ends.popLast() == nil {
                return nil
            }
            while untried.last?.isEmpty == true {
                untried.removeLast()
                if ends.popLast() == nil { return nil }
            }
            guard let end = untried[untried.count - 1].popLast() else { return nil }
            ends.append(end)
        }
    }

    private func fields(_ scalars: [Unicode.Scalar], _ ends: [Int]) -> TimestampFields {
        var fields = TimestampFields()
        var start = 0
        for (piece, end) in zip(pieces, ends) {
            piece.read(scalars[start..<end], into: &fields)
            start = end
        }
        return fields
    }
}
