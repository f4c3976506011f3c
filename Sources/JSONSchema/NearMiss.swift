/// Finds the word that a mistyped one was meant to be.
enum NearMiss {
    /// Keywords that say nothing about whether a value is valid.
    static let annotations: Set<String> = [
        "$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary", "$comment", "$defs", "definitions", "title",
        "description", "examples", "deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType",
        "contentSchema",
        "example",  // of OpenAPI, whose documents such schemas often come from
    ]

    /// Keywords of earlier drafts that mean nothing any more, with what took their place.
    static let successors = [
        "id": "$id", "divisibleBy": "multipleOf", "disallow": "not", "extends": "allOf",
        "additionalItems": "items", "$recursiveRef": "$dynamicRef", "$recursiveAnchor": "$dynamicAnchor",
    ]

    /// All words that a keyword may be.
    static let keywords = SchemaKeyword.allCases.map(\.rawValue) + annotations.subtracting(["example"]).sorted()

    /// The first of `words` that is at most two letters away, or one for words of up to six letters; nil when all are
    /// further, or when it has fewer than four letters.
    static func of(_ word: String, in words: [String]) -> String? {
        let letters = Array(word.unicodeScalars)
        guard (4...40).contains(letters.count) else { return nil }
        let limit = letters.count > 6 ? 2 : 1
        let distances = words.map { (word: $0, distance: distance(letters, Array($0.unicodeScalars))) }
        return distances.min { $0.distance < $1.distance }.flatMap { $0.distance <= limit ? $0.word : nil }
    }

    /// How many letters must be put in, left out, replaced or swapped with their neighbour.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        guard abs(one.count - other.count) <= 2 else { return .max }
        var rows = [Array(0...other.count)]
        for row in 1...one.count {
            var line = [row]
            for column in stride(from: 1, through: other.count, by: 1) {
                let isSame = one[row - 1] == other[column - 1]
                var best = min(
                    rows[row - 1][column] + 1,
                    line[column - 1] + 1,
                    rows[row - 1][column - 1] + (isSame ? 0 : 1)
                )
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, rows[row - 2][column - 2] + 1)
                }
                line.append(best)
            }
            rows.append(line)
        }
        return rows[one.count][other.count]
    }
}
