import Testing

@testable import Engine

/// How the records of a page are spread over events.
@Suite struct EventPartsTests {
    private static let cases: [(sizes: [Int], room: Int, maxRecords: Int, parts: [Range<Int>])] = [
        ([], 10, 10, []),
        ([5], 10, 10, [0..<1]),
        // Commas count: 5 + 1 + 5 is 11.
        ([5, 5], 10, 10, [0..<1, 1..<2]), ([5, 5], 11, 10, [0..<2]),
        ([3, 3, 3, 3], 7, 10, [0..<2, 2..<4]),
        // By bytes first, then each of those by count.
        ([1, 1, 1, 1, 1], 100, 2, [0..<2, 2..<4, 4..<5]),
        ([1, 1, 1, 1, 1], 5, 2, [0..<2, 2..<3, 3..<5]),
        // One that is too large goes alone, and nothing is lost.
        ([50, 1, 1], 10, 10, [0..<1, 1..<3]), ([1, 50, 1], 10, 10, [0..<1, 1..<2, 2..<3]),
        ([1, 1], -5, 10, [0..<1, 1..<2]), ([1, 1], 10, 0, [0..<1, 1..<2]),
    ]

    @Test(arguments: cases.indices)
    func `records are split by bytes, then by count`(_ index: Int) {
        let (sizes, room, maxRecords, parts) = EventPartsTests.cases[index]
        #expect(EventParts.split(sizes, room: room, maxRecords: maxRecords) == parts)
    }

    @Test(arguments: 0..<200)
    func `any split keeps every record once, in order and within bounds`(_ seed: Int) {
        var random = Numbers(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let sizes = (0..<random.next(below: 60)).map { _ in random.next(below: 40) + 2 }
        let room = random.next(below: 120)
        let maxRecords = random.next(below: 12) + 1
        let parts = EventParts.split(sizes, room: room, maxRecords: maxRecords)
        #expect(parts.flatMap { Array($0) } == Array(sizes.indices))
        for part in parts {
            #expect(!part.isEmpty && part.count <= maxRecords)
            let bytes = sizes[part].reduce(0, +) + part.count - 1
            #expect(bytes <= room || part.count == 1)
        }
    }

    /// A sequence that a failure can be repeated with.
    private struct Numbers {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}
