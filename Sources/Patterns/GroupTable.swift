/// The capture groups of an expression, found before it is read, since a back reference may stand before its group.
struct GroupTable: Sendable {
    private(set) var count = 0
    /// Numbers by name; of a repeated name the first, which the parser then refuses.
    private(set) var names: [String: Int] = [:]

    init(_ scalars: [Unicode.Scalar]) {
        var index = 0
        var isInClass = false
        while index < scalars.count {
            switch scalars[index] {
            case "\\": index += 1
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass: countGroup(scalars, after: index + 1)
            default: break
            }
            index += 1
        }
    }

    private mutating func countGroup(_ scalars: [Unicode.Scalar], after start: Int) {
        guard start < scalars.count, scalars[start] == "?" else { return count += 1 }
        guard start + 2 < scalars.count, scalars[start + 1] == "<", !["=", "!"].contains(scalars[start + 2]) else {
            return
        }
        count += 1
        let name = scalars[(start + 2)...].prefix { $0 != ">" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: name)
        let key = String(text)
        if names[key] == nil { names[key] = count }
    }
}
