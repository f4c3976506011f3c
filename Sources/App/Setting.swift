import API

/// One setting: the single source of its flag, its variable, its line in `--help` and its row in the documentation.
struct Setting: Sendable {
    enum Kind: Sendable, Equatable {
        case text
        /// Whole numbers within bounds.
        case integer(ClosedRange<Int>)
        /// Seconds, decimals allowed.
        case seconds(ClosedRange<Double>)
        case flag
        /// An http or https address without a query.
        case webAddress
        /// One of these, in any case.
        case word([String])
    }

    /// As a flag, without the dashes.
    let name: String
    let kind: Kind
    /// As text; nil where there is none.
    let standard: String?
    let meaning: String
    var isSecret = false

    /// As a variable of the environment and as a key of the settings file.
    var variable: String { "SLUICE_" + name.uppercased().replacing("-", with: "_") }

    /// Why `text` can't be the value; nil when it can.
    func problem(with text: String) -> String? {
        switch kind {
        case .text: return text.isEmpty ? "must not be empty" : nil
        case .integer(let bounds):
            guard let number = Int(text), bounds.contains(number) else {
                return "expected a whole number from \(bounds.lowerBound) to \(bounds.upperBound), found \"\(text)\""
            }
        case .seconds(let bounds):
            guard let number = Double(text), bounds.contains(number) else {
                return "expected seconds from \(bounds.lowerBound) to \(bounds.upperBound), found \"\(text)\""
            }
        case .flag:
            guard ["true", "false", "1", "0"].contains(text.lowercased()) else {
                return "expected true or false, found \"\(text)\""
            }
        case .webAddress:
            guard PublicAddress.canBe(text) else {
                return "expected an address like https://sluice.example.com, found \"\(text)\""
            }
        case .word(let words):
            guard words.contains(text.lowercased()) else {
                return "expected one of \(words.joined(separator: ", ")), found \"\(text)\""
            }
        }
        return nil
    }

    /// Unit and bounds in words.
    var unit: String {
        switch kind {
        case .text: "text"
        case .integer(let bounds): "\(bounds.lowerBound) to \(bounds.upperBound)"
        case .seconds(let bounds): "seconds, \(bounds.lowerBound) to \(bounds.upperBound)"
        case .flag: "true or false"
        case .webAddress: "an http or https address"
        case .word(let words): words.joined(separator: ", ")
        }
    }
}
