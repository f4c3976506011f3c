import JSON

/// The keys of records, whichever element of an array they are in.
enum KeyPaths {
    /// Stands for every element of an array; no key of a vendor's.
    private static let element = "\u{0}"

    /// Every key at any depth, each path once, those of arrays' elements as one.
    static func all(in values: [JSONValue]) -> [[String]] {
        var found: [[String]] = []
        var seen: Set<[String]> = []
        func collect(_ value: JSONValue, _ path: [String]) {
            switch value {
            case .object(let members):
                for (key, inner) in members {
                    if seen.insert(path + [key]).inserted { found.append(path + [key]) }
                    collect(inner, path + [key])
                }
            case .array(let elements):
                for inner in elements { collect(inner, path + [element]) }
            case .null, .bool, .number, .string: break
            }
        }
        for value in values { collect(value, []) }
        return found
    }

    /// The value with the key at a path called otherwise.
    static func renamed(_ value: JSONValue, at path: ArraySlice<String>) -> JSONValue {
        guard let first = path.first else { return value }
        switch value {
        case .array(let elements) where first == element:
            return .array(elements.map { renamed($0, at: path.dropFirst()) })
        case .object(let members):
            return .object(
                JSONObject(
                    members.map { key, inner in
                        guard key == first else { return (key, inner) }
                        return path.count == 1 ? (other(key), inner) : (key, renamed(inner, at: path.dropFirst()))
                    }
                )
            )
        case .array, .null, .bool, .number, .string: return value
        }
    }

    /// The value with every key of a name called otherwise, at any depth.
    static func renamed(_ value: JSONValue, everywhere name: String) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { renamed($0, everywhere: name) })
        case .object(let members):
            return .object(
                JSONObject(
                    members.map { ($0.key == name ? other(name) : $0.key, renamed($0.value, everywhere: name)) }
                )
            )
        case .null, .bool, .number, .string: return value
        }
    }

    private static func other(_ name: String) -> String { "\(name)_renamed" }
}
