/// The members of a JSON object, in the order they were written.
///
/// Keys are unique and compared byte for byte. Looking a key up is one pass over short fingerprints, and takes constant
/// time from 64 members on; removing a member takes time linear in their number. Equality and hash ignore the order.
public struct JSONObject: Sendable {
    /// One member.
    public typealias Element = (key: String, value: JSONValue)

    /// A struct, since freeing an array of tuples takes the slow way through their metadata.
    struct Member: Sendable {
        let key: String
        var value: JSONValue
        /// The key's fingerprint, by which most lookups pass over it without reading it.
        let fingerprint: UInt32
    }

    private var members: [Member] = []
    /// Where each key is; nil while there are fewer than `indexedFrom` members.
    private var positions: [ExactText: Int]?

    private static let indexedFrom = 64

    /// Makes an object without members.
    public init() {}

    /// Makes an object of `pairs` in their order; a repeated key keeps its first place and takes the last value.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        members.reserveCapacity(pairs.underestimatedCount)
        for (key, value) in pairs { self[key] = value }
    }

    /// Makes an object without members that has room for `capacity` of them.
    package init(capacity: Int) { members.reserveCapacity(capacity) }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of `key`, or nil when there is no such member.
    ///
    /// Setting a new key appends a member, setting a present one keeps its place, setting nil removes it.
    public subscript(key: String) -> JSONValue? {
        get { self[JSONKey(key)] }
        set {
            let key = JSONKey(key)
            guard let newValue else {
                if let position = position(of: key) { remove(at: position) }
                return
            }
            set(key, newValue)
        }
    }

    /// The value of `key`, or nil when there is no such member.
    public subscript(key: JSONKey) -> JSONValue? {
        guard let position = position(of: key) else { return nil }
        return members[position].value
    }

    /// Appends a member, or replaces the value of the one that has this key.
    package mutating func set(_ key: JSONKey, _ value: consuming JSONValue) {
        if let position = position(of: key) {
            members[position].value = value
        } else {
            append(Member(key: key.text, value: value, fingerprint: key.fingerprint))
        }
    }

    /// The member at `position`, which must be in 0..<count.
    func member(at position: Int) -> Member { members[position] }

    /// Takes members that were read in this order; of a repeated key the last value wins, in the first one's place.
    init(_ keys: ArraySlice<JSONKey>, _ values: ArraySlice<JSONValue>) {
        members.reserveCapacity(keys.count)
        for (key, value) in zip(keys, values) { set(key, value) }
    }

    private func position(of key: JSONKey) -> Int? {
        if let positions { return positions[ExactText(text: key.text)] }
        var position = 0
        while position < members.count {
            if members[position].fingerprint == key.fingerprint,
                ExactText.areEqual(members[position].key, key.text)
            {
                return position
            }
            position += 1
        }
        return nil
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        positions = nil
        if members.count >= Self.indexedFrom { indexMembers() }
    }

    private mutating func indexMembers() {
        var index: [ExactText: Int] = [:]
        index.reserveCapacity(members.count * 2)
        for (position, member) in members.enumerated() { index[ExactText(text: member.key)] = position }
        positions = index
    }
}

extension JSONObject {
    /// Where a path of keys leads.
    package enum Walk: Sendable {
        case found(JSONValue)
        case nothing
        /// An array stands in the way; `rest` is the first of the keys that it would have to have.
        case meetsArray([JSONValue], rest: Int)
    }

    /// Follows `keys` down through objects, from the key at `index` on, which must be there.
    package func walk(_ keys: [JSONKey], from index: Int = 0) -> Walk {
        guard let position = position(of: keys[index]) else { return .nothing }
        guard index < keys.count - 1 else { return .found(members[position].value) }
        switch members[position].value {
        case .object(let inner): return inner.walk(keys, from: index + 1)
        case .array(let elements): return .meetsArray(elements, rest: index + 1)
        case .null, .bool, .number, .string: return .nothing
        }
    }

    /// The members whose keys are among `keys`, or those whose keys aren't, in this object's order.
    package func members(named keys: [String], isIncluded: Bool = true) -> JSONObject {
        var isNamed = Array(repeating: false, count: members.count)
        for key in keys {
            if let position = position(of: JSONKey(key)) { isNamed[position] = true }
        }
        var kept = JSONObject(capacity: isIncluded ? Swift.min(keys.count, members.count) : members.count)
        for (position, member) in members.enumerated() where isNamed[position] == isIncluded { kept.append(member) }
        return kept
    }

    /// The members with what `transform` makes of their values, without those of which it makes none.
    package func compactMapValues(_ transform: (JSONValue) -> JSONValue?) -> JSONObject {
        var kept = JSONObject(capacity: members.count)
        for var member in members {
            guard let value = transform(member.value) else { continue }
            member.value = value
            kept.append(member)
        }
        return kept
    }

    /// Appends a member whose key isn't there yet.
    private mutating func append(_ member: consuming Member) {
        if positions != nil { positions?[ExactText(text: member.key)] = members.count }
        members.append(member)
        if positions == nil, members.count >= Self.indexedFrom { indexMembers() }
    }
}

extension JSONObject: Sequence {
    /// Walks the members in order.
    public struct Iterator: IteratorProtocol {
        fileprivate var members: IndexingIterator<[Member]>

        /// The member that follows, or nil behind the last.
        public mutating func next() -> Element? { members.next().map { ($0.key, $0.value) } }
    }

    /// Walks the members in order.
    public func makeIterator() -> Iterator { Iterator(members: members.makeIterator()) }

    /// The number of members, exactly.
    public var underestimatedCount: Int { members.count }
}

extension JSONObject: Hashable {
    /// Whether both hold the same members, in any order.
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        JSONValue.object(lhs) == JSONValue.object(rhs)
    }

    /// Feeds the members without regard to their order.
    public func hash(into hasher: inout Hasher) { JSONValue.object(self).hash(into: &hasher) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object with the members in the order written; of a repeated key the last value wins.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
