import JSON

/// The merge behind `$truto_merge`.
enum DeepMerge {
    /// Puts `other` over `base`: objects are merged key by key, arrays are joined, anything else is replaced.
    ///
    /// Keys of `base` keep their place, new ones follow.
    static func merge(_ other: JSONObject, into base: inout JSONObject) {
        for (key, value) in other {
            switch (base[key], value) {
            case (.object(var inner)?, .object(let addition)):
                merge(addition, into: &inner)
                base[key] = .object(inner)
            case (.array(let inner)?, .array(let addition)):
                base[key] = .array(inner + addition)
            default:
                base[key] = value
            }
        }
    }
}
