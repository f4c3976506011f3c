/// One step of a compiled expression.
///
/// What reads characters moves the place forward, or backward where it says so, or fails. Numbers index the tables of
/// `Program`, its registers or its instructions.
enum Instruction: Sendable {
    /// One byte, an ASCII character.
    case byte(UInt8)
    /// Bytes of `Program.bytes` in a row.
    case literal(start: Int32, count: Int32)
    case literalBehind(start: Int32, count: Int32)
    case set(Int32)
    case setBehind(Int32)
    /// A set, several times.
    case run(Int32)
    case backReference(group: Int32, isBehind: Bool)

    case jump(Int32)
    /// Goes to the first and comes back to the second when that fails.
    case split(Int32, Int32)
    /// Sets the loop's counter to zero.
    case enterLoop(Int32)
    /// Goes into the body for another round or out of the loop.
    case loop(Int32)
    /// Counts the round that ended here and goes back to `loop`.
    case endRound(Int32)
    /// Keeps the place in a register.
    case save(Int32)
    /// Makes the captures in these registers undefined.
    case clear(Int32, Int32)
    /// Fails when the place is still the one in the register.
    case requireProgress(Int32)

    case textStart, textEnd, lineStart, lineEnd
    case wordBoundary(isNegated: Bool)
    /// Starts a condition; its end goes back to this place and forgets the ways within it.
    case lookStart(Int32)
    case lookEnd(Int32)
    /// Starts a condition that must not hold; where it does not, the search goes on at the second number.
    case rejectStart(Int32, Int32)
    case rejectEnd(Int32)

    case fail
    case match
}
