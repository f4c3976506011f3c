#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Powers of doubles.
enum Power {
    /// `base` to the power of `exponent`, not a number where there is none.
    static func of(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
