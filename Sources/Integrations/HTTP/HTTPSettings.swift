/// Bounds on calls to vendors.
package struct HTTPSettings: Sendable, Equatable {
    /// Whether private addresses and plain http may be called.
    ///
    /// `SLUICE_ALLOW_PRIVATE_NETWORKS`.
    package var allowsPrivateNetworks = false
    /// Largest answer, in bytes after unpacking.
    package var maxBodyBytes = 64 << 20
    package var connectTimeout: Duration = .seconds(10)
    /// Until the first byte, and between two.
    package var idleTimeout: Duration = .seconds(60)
    /// Until the last byte.
    package var totalTimeout: Duration = .seconds(300)

    package init() {}
}
