import Foundation
import Glibc

/// Keeps a data folder to one server: the lock is gone with the process that holds it, however it ends.
package final class FolderLock: Sendable {
    private let descriptor: CInt

    /// Nil when another process holds the lock.
    package init?(folder: String) throws {
        let path = folder + "/serve.lock"
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ConfigurationError("\(path) can't be opened") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
