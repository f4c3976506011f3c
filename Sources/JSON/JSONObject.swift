/// The members of a JSON object, in the order they were written.
///
/// Keys are unique and compared byte for byte. Looking a key up takes constant time from 16 members on, a short linear
/// search below; removing a member takes time linear in their number. Equality and hash ignore the order.
public struct JSONObject: Sendable {
    /// One member.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element] = []
    /// Where each key is; nil while there are fewer than `indexedFrom` members.
    private var positions: [ExactText: Int]?

    private static let indexedFrom = 16

    /// Makes an object without members.
    public init() {}

    /// Makes an object of `pairs` in their order; a repeated key keeps its first place and takes the last value.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        members.reserveCapacity(pairs.underestimatedCount)
        for (key, value) in pairs { self[key] = value }
    }

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
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The member at `position`, which must be in 0..<count.
    func member(at position: Int) -> Element { members[position] }

    private func position(of key: String) -> Int? {
        let wanted = ExactText(text: key)
        if let positions { return positions[wanted] }
        return members.firstIndex { ExactText(text: $0.key) == wanted }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        if positions != nil {
            positions?[ExactText(text: key)] = members.count - 1
        } else if members.count >= Self.indexedFrom {
            indexMembers()
        }
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

extension JSONObject: Sequence {
    /// Walks the members in order.
    public func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }

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
