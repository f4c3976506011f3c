import Synchronization

/// What keeps the engine from working although the process is fine; `/ready` tells it.
package final class EngineHealth: Sendable {
    private let disk = Mutex(false)

    package init() {}

    /// Whether the last write found no room.
    package var isDiskFull: Bool { disk.withLock { $0 } }

    func noteDisk(isFull: Bool) { disk.withLock { $0 = isFull } }
}
