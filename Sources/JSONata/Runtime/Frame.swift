/// The variables of a block, a call or a step, within those around it.
final class Frame {
    private var names: [String] = []
    private var values: [Value] = []
    private let parent: Frame?
    private let run: Run

    init(in parent: Frame, run: Run) {
        self.parent = parent
        self.run = run
    }

    /// The outermost frame of a run.
    init(run: Run) {
        parent = nil
        self.run = run
    }

    deinit { run.release(&values) }

    /// The value of `name` here or further out, or nil when it is bound nowhere.
    func lookup(_ name: String) -> Value? {
        var frame: Frame? = self
        while let current = frame {
            for index in current.names.indices.reversed() where current.names[index].isExactly(name) {
                return current.values[index]
            }
            frame = current.parent
        }
        return nil
    }

    /// Binds `name` here, in place of what it was here before.
    func bind(_ name: String, _ value: Value) {
        if let index = names.firstIndex(where: { $0.isExactly(name) }) {
            values[index] = value
        } else {
            names.append(name)
            values.append(value)
        }
        if value.holdsFunction { run.track(self) }
    }

    /// Lets go of all values, so that functions bound here and bound to this frame can be freed.
    func clear() {
        names = []
        values = []
    }
}
