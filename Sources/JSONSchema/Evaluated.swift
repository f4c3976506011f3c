/// Which members and elements of a value schemas have looked at, for the keywords about the unevaluated rest.
struct Evaluated: Sendable {
    private var keys: Set<ExactKey> = []
    private var hasAllKeys = false
    /// How many elements from the first on.
    private var count = 0
    private var indexes: Set<Int> = []

    func contains(key: String) -> Bool { hasAllKeys || keys.contains(ExactKey(key)) }

    func contains(index: Int) -> Bool { index < count || indexes.contains(index) }

    mutating func insert(key: String) { keys.insert(ExactKey(key)) }

    mutating func insert(index: Int) { indexes.insert(index) }

    mutating func insert(first count: Int) { self.count = max(self.count, count) }

    mutating func insertAllKeys() { hasAllKeys = true }

    mutating func formUnion(_ other: Evaluated) {
        hasAllKeys = hasAllKeys || other.hasAllKeys
        count = max(count, other.count)
        if !other.keys.isEmpty { keys.formUnion(other.keys) }
        if !other.indexes.isEmpty { indexes.formUnion(other.indexes) }
    }
}
