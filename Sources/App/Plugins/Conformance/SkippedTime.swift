import Domain
import Synchronization

/// A clock on which waiting takes no time: what is waited for is over at once.
final class SkippedTime: Sendable {
    private let skipped = Mutex(Duration.zero)

    /// The real world but for its waiting.
    var ambient: Ambient {
        var ambient = Ambient.live
        ambient.now = { Ambient.live.now() + self.skipped.withLock { $0 } }
        ambient.uptime = { Ambient.live.uptime() + self.skipped.withLock { $0 } }
        ambient.sleep = { duration in
            try Task.checkCancellation()
            self.skipped.withLock { $0 += max(.zero, duration) }
            await Task.yield()
        }
        return ambient
    }
}
