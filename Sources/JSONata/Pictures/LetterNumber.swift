/// Whole numbers as a spreadsheet names its columns: a to z, then aa, ab and so on.
struct LetterNumber {
    /// Small letters, at most 218 of them; empty for 0.
    static func text(_ value: Double) -> String {
        var letters: [UInt8] = []
        var rest = value
        while rest >= 1, rest.isFinite {
            letters.append(UInt8(ascii: "a") + UInt8((rest - 1).truncatingRemainder(dividingBy: 26)))
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The number that `text`, in either case, stands for; 0 when empty, nil when it is no letters or too many.
    static func value(of text: String) -> Double? {
        var value = 0.0
        for byte in text.utf8 {
            let letter = byte | 0x20
            guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) else { return nil }
            value = value * 26 + Double(letter - UInt8(ascii: "a") + 1)
        }
        return value.isFinite ? value : nil
    }
}
