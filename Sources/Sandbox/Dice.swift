/// Numbers that look random and depend on a seed, a purpose and an index only.
struct Dice {
    private var state: UInt64

    init(seed: UInt64, purpose: UInt64, index: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ purpose &* 0xD6E8_FEB8_6659_FD93
        state ^= UInt64(truncatingIfNeeded: index) &* 0xA076_1D64_78BD_642F
    }

    /// The next number, 0 to `count` - 1; 0 when there is nothing to choose from.
    mutating func roll(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return count > 1 ? Int(((mixed >> 32) &* UInt64(count)) >> 32) : 0
    }
}
