/// Where separators go between the digits of a whole number.
enum DigitGrouping: Sendable {
    /// After each `size` digits, counted from the right.
    case every(_ size: Int, _ separator: Unicode.Scalar)
    /// Where so many digits follow; from left to right.
    case at([Mark])

    struct Mark: Sendable {
        let digitsAfter: Int
        let separator: Unicode.Scalar
    }

    /// Marks at each multiple of one distance, all alike, mean that distance for numbers of any length.
    ///
    /// `marks` come from left to right.
    init(_ marks: [Mark]) {
        let distance = marks.reduce(0) { Self.greatestCommonDivisor($0, $1.digitsAfter) }
        let positions = Set(marks.map(\.digitsAfter))
        if distance > 0, let first = marks.first, marks.allSatisfy({ $0.separator == first.separator }),
            (1...marks.count).allSatisfy({ positions.contains($0 * distance) })
        {
            self = .every(distance, first.separator)
        } else {
            self = .at(marks)
        }
    }

    /// The digits with the separators between them; none goes before the first digit.
    func grouped(_ digits: [Unicode.Scalar]) -> String.UnicodeScalarView {
        var text = String.UnicodeScalarView()
        switch self {
        case .every(let size, let separator):
            for (index, digit) in digits.enumerated() {
                if index > 0, (digits.count - index).isMultiple(of: size) { text.append(separator) }
                text.append(digit)
            }
        case .at(let marks):
            var rest = marks.drop { $0.digitsAfter >= digits.count }
            for (index, digit) in digits.enumerated() {
                text.append(digit)
                while let mark = rest.first, mark.digitsAfter == digits.count - index - 1 {
                    text.append(mark.separator)
                    rest.removeFirst()
                }
            }
        }
        return text
    }

    /// The characters that separate.
    var separators: [Unicode.Scalar] {
        switch self {
        case .every(_, let separator): [separator]
        case .at(let marks): marks.map(\.separator)
        }
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (greater, lesser) = (first, second)
        while lesser != 0 { (greater, lesser) = (lesser, greater % lesser) }
        return greater
    }
}
