extension Matcher {
    mutating func push(_ frame: Frame) throws(PatternError) {
        guard frames.count < PatternLimits.maxFrames else { throw .memoryExhausted }
        frames.append(frame)
    }

    /// Changes a register in a way that going back undoes.
    mutating func set(_ register: Int, to value: Int) throws(PatternError) {
        try push(Frame(instruction: ~register, place: registers[register], rest: -1))
        registers[register] = value
    }

    /// Goes to the last way back; false when there is none.
    mutating func goBack(_ pc: inout Int, _ place: inout Int) throws(PatternError) -> Bool {
        while let frame = frames.popLast() {
            if frame.instruction < 0 {
                registers[~frame.instruction] = frame.place
                continue
            }
            if frame.rest < 0 {
                (pc, place) = (frame.instruction, frame.place)
                return true
            }
            if let next = try resume(frame) {
                (pc, place) = (frame.instruction + 1, next)
                return true
            }
        }
        return false
    }

    /// Takes back every change down to a height of the stack.
    mutating func undo(to height: Int) {
        while frames.count > height, let frame = frames.popLast() {
            if frame.instruction < 0 { registers[~frame.instruction] = frame.place }
        }
    }

    /// Forgets the ways back above a height, but not what to restore on the way.
    mutating func forgetWaysBack(above height: Int) {
        var kept = height
        for index in height..<frames.count where frames[index].instruction < 0 {
            frames[kept] = frames[index]
            kept += 1
        }
        frames.removeLast(frames.count - kept)
    }
}
