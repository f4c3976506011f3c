/// Unicode's simple case folding, by which characters are the same when case is ignored.
enum CaseFolding {
    /// The character that stands for all that differ from `value` in case only.
    static func fold(_ value: UInt32) -> UInt32 {
        if value < 128 { return value &- 0x41 < 26 ? value + 32 : value }
        return folds[value] ?? value
    }

    /// All characters that fold to the same one, `value` among them.
    static func variants(of value: UInt32) -> [UInt32] { classes[fold(value)] ?? [value] }

    /// The characters that fold to another one.
    private static let folds: [UInt32: UInt32] = {
        var folds: [UInt32: UInt32] = [:]
        // Beyond the first two planes no character has case.
        for value in UInt32(0)..<0x20000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            guard properties.changesWhenCaseMapped else { continue }
            let folded = derivedFold(scalar, properties)
            if folded != value { folds[value] = folded }
        }
        return folds
    }()

    private static let classes: [UInt32: [UInt32]] = {
        var classes: [UInt32: [UInt32]] = [:]
        for (value, folded) in folds { classes[folded, default: [folded]].append(value) }
        return classes
    }()

    /// The fold as Unicode derives it: small letters of capital letters, but where two alphabets or ligatures meet.
    private static func derivedFold(_ scalar: Unicode.Scalar, _ properties: Unicode.Scalar.Properties) -> UInt32 {
        switch scalar.value {
        case 0x130, 0x131: return scalar.value  // the Turkish i with and without a dot fold to themselves
        case 0x13A0...0x13F5: return scalar.value  // Cherokee folds to capital letters
        case 0x13F8...0x13FD: return scalar.value - 8
        case 0xAB70...0xABBF: return scalar.value - 0xAB70 + 0x13A0
        case 0x1FD3: return 0x390
        case 0x1FE3: return 0x3B0
        case 0xFB05: return 0xFB06
        default: break
        }
        let upper = only(properties.uppercaseMapping) ?? scalar
        return (only(upper.properties.lowercaseMapping) ?? upper).value
    }

    /// The one scalar of a mapping, or nil for a mapping to several.
    private static func only(_ text: String) -> Unicode.Scalar? {
        let scalars = text.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}
