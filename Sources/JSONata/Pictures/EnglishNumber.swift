/// Whole numbers in English words: `two thousand, three hundred and six`.
struct EnglishNumber {
    private static let units = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ]
    private static let tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]
    private static let unevenOrdinals = [
        "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
        "Twelve": "Twelfth",
    ]

    /// Each word with a capital, but for `and`; above the trillions, trillions of trillions.
    ///
    /// `digits` are values from 0 to 9, most significant first.
    static func text(_ digits: [UInt8], isOrdinal: Bool) -> String {
        let text = cardinal(digits[...])
        guard isOrdinal else { return text }
        let start = text.lastIndex { $0 == " " || $0 == "-" }.map(text.index(after:)) ?? text.startIndex
        return text[..<start] + ordinal(String(text[start...]))
    }

    private static func ordinal(_ word: String) -> String {
        unevenOrdinals[word] ?? (word.hasSuffix("y") ? word.dropLast() + "ieth" : word + "th")
    }

    private static func cardinal(_ digits: ArraySlice<UInt8>) -> String {
        let significant = digits.drop { $0 == 0 }
        if significant.count <= 3 { return upToThousand(significant.reduce(0) { $0 * 10 + Int($1) }) }
        let magnitude = min((significant.count - 1) / 3, magnitudes.count)
        let head = cardinal(significant.dropLast(3 * magnitude)) + " " + magnitudes[magnitude - 1]
        let tail = significant.suffix(3 * magnitude).drop { $0 == 0 }
        return tail.isEmpty ? head : head + (tail.count < 3 ? " and " : ", ") + cardinal(tail)
    }

    private static func upToThousand(_ number: Int) -> String {
        switch number {
        case ..<20: units[number]
        case ..<100: tens[number / 10 - 2] + (number % 10 == 0 ? "" : "-" + units[number % 10])
        default: units[number / 100] + " Hundred" + (number % 100 == 0 ? "" : " and " + upToThousand(number % 100))
        }
    }

    /// Every word, cardinal or ordinal, in small letters, with its value.
    static let words: [String: Double] = {
        var words: [String: Double] = [:]
        func add(_ word: String, _ value: Double) {
            words[word.lowercased()] = value
            words[ordinal(word).lowercased()] = value
        }
        for (index, word) in units.enumerated() { add(word, Double(index)) }
        for (index, word) in tens.enumerated() { add(word, Double(20 + 10 * index)) }
        add("Hundred", 100)
        var value = 1.0
        for word in magnitudes {
            value *= 1000
            add(word, value)
        }
        return words
    }()

    /// The number that `text`, in any case, stands for, cardinal or ordinal; nil with any other word.
    ///
    /// Words are set apart by one blank or hyphen; one may end in a comma, and `and` counts for nothing.
    static func value(of text: String) -> Double? {
        var sum = 0.0
        var group = 0.0
        let parts = text.lowercased().split(omittingEmptySubsequences: false) { $0.isWhitespace || $0 == "-" }
        for part in parts where part != "and" {
            guard let value = words[String(part.last == "," ? part.dropLast() : part)] else { return nil }
            if value >= 100 {
                group *= value
            } else {
                // After a thousand or more, a smaller number begins: nineteen hundred | eighty-four.
                if group >= 1000 {
                    sum += group
                    group = 0
                }
                group += value
            }
        }
        return (sum + group).isFinite ? sum + group : nil
    }
}
