import GRDB
import Synchronization

/// Hands out change numbers, which only grow, whatever happens to the machine.
///
/// They are reserved in blocks; the block's end is on the disk before its first number is used, so a power cut that
/// undoes commits can't make a number appear twice. Used on the writer's connection only.
final class ChangeNumbers: Sendable {
    private struct Block {
        var next: Int64 = 1
        var end: Int64 = 0
    }

    static let blockSize: Int64 = 100_000
    private let block = Mutex(Block())

    /// Makes sure that `count` numbers are at hand; must be called outside of a transaction.
    func reserve(_ count: Int, in db: GRDB.Database) throws {
        try block.withLock { block in
            guard block.end - block.next + 1 < Int64(count) else { return }
            let size = max(ChangeNumbers.blockSize, Int64(count))
            let last = try db.durably { db in
                try Int64.fetchOne(
                    db,
                    sql: """
                        INSERT INTO meta (key, value) VALUES ('change_high_water', ?1)
                        ON CONFLICT DO UPDATE SET value = value + ?1 RETURNING value
                        """,
                    arguments: [size]
                ) ?? size
            }
            block = Block(next: last - size + 1, end: last)
        }
    }

    /// The next number, not yet taken.
    var next: Int64 { block.withLock { $0.next } }

    /// Notes that numbers below `next` were written.
    func advance(to next: Int64) { block.withLock { $0.next = max($0.next, next) } }
}
