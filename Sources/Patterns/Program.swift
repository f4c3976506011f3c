/// A compiled expression.
struct Program: Sendable {
    /// A set that is matched several times in a row.
    struct Run: Sendable {
        let set: ScalarSet
        let min: Int
        /// `Int.max` for any number.
        let max: Int
        let isLazy: Bool
        let isBehind: Bool
        /// The byte that must follow, if the next instruction asks for one.
        var follower: UInt8?
    }

    /// A loop whose rounds are counted.
    struct Loop: Sendable {
        let min: Int
        /// `Int.max` for any number.
        let max: Int
        let isLazy: Bool
        /// The register that counts the rounds.
        let counter: Int
        /// The register that keeps where a round began; nil when a round cannot be empty.
        let mark: Int?
        /// Where the instruction `loop` is.
        let head: Int
        /// The instruction after the loop.
        var exit: Int
    }

    var instructions: [Instruction] = []
    var bytes: [UInt8] = []
    var sets: [ScalarSet] = []
    var runs: [Run] = []
    var loops: [Loop] = []
    /// Two registers for each capture group come first.
    var registerCount: Int
    let groupCount: Int
    /// What `\b` takes for a word.
    let word: ScalarSet
    let ignoresCase: Bool
    /// Whether a match can begin at the text's start only.
    var isAnchored = false
    /// Which bytes a match can begin with; nil when it may be empty.
    var firstBytes: FirstBytes?
}
