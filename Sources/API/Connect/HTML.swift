/// A piece of HTML; text only gets in escaped.
///
/// Written as a string literal: `"<p>\(text)</p>"`. An interpolated `HTML` stays as it is, anything else is escaped for
/// content and for attributes in double quotes.
struct HTML: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ html: HTML) { text += html.description }

        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.description } }

        mutating func appendInterpolation(_ plain: String) {
            for character in plain.unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }

    let description: String

    init(stringLiteral value: String) { description = value }

    init(stringInterpolation: StringInterpolation) { description = stringInterpolation.text }
}
