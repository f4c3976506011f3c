/// Paths compiled for matching while a text is scanned: a key that no path asks for is rejected by its length or bytes.
///
/// Nodes are numbered depth first, so the nodes below one are the numbers up to its `subtreeEnd`, and the siblings of a
/// node start where its subtree ends. Node 0 is the root.
struct PathTrie: Sendable {
    struct Node: Sendable {
        /// Where this node's key is in `keyBytes`.
        var keyStart = 0
        var keyLength = 0
        /// The array index that the key stands for, or -1.
        var arrayIndex = -1
        /// The first node that is not below this one.
        var subtreeEnd: Int32 = 0
        /// Where a match's range is stored, or -1 when nothing asks for this node itself.
        var slot: Int32 = -1
        /// The lengths of the children's keys, as bits modulo 64.
        var childLengths: UInt64 = 0
    }

    private(set) var nodes = [Node()]
    private(set) var keyBytes: [UInt8] = []
    /// How many different paths there are.
    private(set) var slotCount = 0
    /// The slot of each path, in the order given.
    private(set) var slots: [Int] = []
    /// The last node of each path, in the order given.
    private(set) var ends: [Int32] = []

    init(_ paths: [JSONPath]) {
        let keys = paths.map { $0.segments.map { Array($0.utf8) } }
        let order = keys.indices.sorted { Self.precedes(keys[$0], keys[$1]) }
        slots = Array(repeating: 0, count: paths.count)
        ends = Array(repeating: 0, count: paths.count)
        var chain: [Int] = [0]  // the nodes from the root to the path before
        var previous: [[UInt8]] = []
        for index in order {
            let shared = zip(keys[index], previous).prefix { $0 == $1 }.count
            close(&chain, to: shared + 1)
            for (depth, key) in keys[index].enumerated().dropFirst(shared) {
                let text = paths[index].segments[depth]
                append(key, arrayIndex: JSONPath.arrayIndex(text) ?? -1, below: chain[depth])
                chain.append(nodes.count - 1)
            }
            previous = keys[index]
            let node = chain[chain.count - 1]
            if nodes[node].slot < 0 {
                nodes[node].slot = Int32(slotCount)
                slotCount += 1
            }
            slots[index] = Int(nodes[node].slot)
            ends[index] = Int32(node)
        }
        close(&chain, to: 0)
    }

    private mutating func append(_ key: [UInt8], arrayIndex: Int, below parent: Int) {
        nodes.append(Node(keyStart: keyBytes.count, keyLength: key.count, arrayIndex: arrayIndex))
        keyBytes += key
        nodes[parent].childLengths |= 1 &<< UInt64(key.count & 63)
    }

    /// Leaves the first `count` nodes of the chain; what is below the others is complete.
    private mutating func close(_ chain: inout [Int], to count: Int) {
        while chain.count > count { nodes[chain.removeLast()].subtreeEnd = Int32(nodes.count) }
    }

    private static func precedes(_ left: [[UInt8]], _ right: [[UInt8]]) -> Bool {
        left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    }
}
