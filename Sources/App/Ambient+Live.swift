package import Domain
import Foundation

extension Ambient {
    /// The real world.
    package static let live: Ambient = {
        let start = ContinuousClock.now
        return Ambient(
            now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
            uptime: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) },
            random: { Double.random(in: 0..<1) },
            newID: { UUID().uuidString.lowercased() }
        )
    }()
}
