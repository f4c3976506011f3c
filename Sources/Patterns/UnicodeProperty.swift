/// A property that `\p{…}` asks for.
enum UnicodeProperty: Sendable {
    /// A bit for each general category, in the order of `GeneralCategoryNames.all`.
    case category(UInt32)
    case binary(@Sendable (Unicode.Scalar.Properties) -> Bool)
    case ranges(ScalarRanges)

    /// The property that `\p{name}` or `\p{name=value}` means, or nil when it is unknown or has no table here.
    init?(name: String, value: String?) {
        guard let value else {
            if let bits = GeneralCategoryNames.bits[name] {
                self = .category(bits)
            } else if let test = BinaryPropertyNames.tests[name] {
                self = .binary(test)
            } else if let ranges = BinaryPropertyNames.ranges[name] {
                self = .ranges(ranges)
            } else {
                return nil
            }
            return
        }
        switch name {
        case "General_Category", "gc":
            guard let bits = GeneralCategoryNames.bits[value] else { return nil }
            self = .category(bits)
        case "Script", "sc":
            guard let ranges = ScriptNames.ranges[value] else { return nil }
            self = .ranges(ranges)
        default:
            return nil
        }
    }

    func holds(for value: UInt32) -> Bool {
        switch self {
        case .ranges(let ranges):
            return ranges.contains(value)
        case .category(let bits):
            guard let scalar = Unicode.Scalar(value) else { return bits & GeneralCategoryNames.surrogateBit != 0 }
            return bits & GeneralCategoryNames.bit(of: scalar.properties.generalCategory) != 0
        case .binary(let test):
            return Unicode.Scalar(value).map { test($0.properties) } ?? false
        }
    }
}
