import JSON

/// An object that an expression made.
///
/// It has an identity, so that a transform can find the objects of its copy and change them.
final class ValueObject {
    /// A struct, since freeing an array of tuples takes the slow way through their metadata.
    struct Member {
        let key: String
        var value: Value

        init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    private(set) var members: [Member]
    /// Where each key is; nil while there are few.
    private var positions: [ExactText: Int]?
    /// How deep arrays and objects that were made stand in one another here, this one included.
    private(set) var depth: UInt16 = 1
    /// Whether a function is somewhere in it.
    private(set) var holdsFunction = false

    /// Takes members whose keys differ.
    init(distinct members: [Member]) {
        self.members = members
        for member in members { note(member.value) }
        if members.count >= 16 { indexMembers() }
    }

    /// The value of `key`; setting a new key appends it, setting nil removes it.
    subscript(key: String) -> Value? {
        get { position(of: key).map { members[$0].value } }
        set {
            if let newValue { note(newValue) }
            switch (position(of: key), newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                positions = nil
                if members.count >= 16 { indexMembers() }
            case (nil, let value?):
                members.append(Member(key, value))
                if positions != nil {
                    positions?[ExactText(text: key)] = members.count - 1
                } else if members.count >= 16 {
                    indexMembers()
                }
            case (nil, nil):
                break
            }
        }
    }

    private func note(_ value: Value) {
        depth = max(depth, value.depth &+ 1)
        if value.holdsFunction { holdsFunction = true }
    }

    private func position(of key: String) -> Int? {
        if let positions { return positions[ExactText(text: key)] }
        return members.firstIndex { $0.key.isExactly(key) }
    }

    private func indexMembers() {
        var index: [ExactText: Int] = [:]
        for (position, member) in members.enumerated() { index[ExactText(text: member.key)] = position }
        positions = index
    }
}
