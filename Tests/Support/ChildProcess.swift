import Foundation
import Synchronization

/// A process of the program, started and ended by the test.
///
/// Not Foundation's `Process`, whose launching crashes now and then on Linux when there are many.
package final class ChildProcess: Sendable {
    private static let launching = Mutex(())
    package let identifier: Int32
    /// Lines of stdout as they come; ends with the process's stdout.
    private let lines: AsyncStream<String>
    private let errors: ErrorFile
    private let end = ProcessEnd()

    /// Starts `sluice` or another program with these arguments; the environment is the test's own, with `environment`
    /// on top.
    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        program: String = SluiceBinary.path
    ) throws {
        errors = try ErrorFile()
        let errorOutput = errors.handle.fileDescriptor
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // One at a time, so that no child inherits the pipe of another.
        let reader: FileHandle
        (identifier, reader) = try ChildProcess.launching.withLock { _ in
            let output = Pipe()
            let ends = [output.fileHandleForReading, output.fileHandleForWriting]
            for end in ends { _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC) }
            let child = try ChildProcess.spawn(
                program,
                arguments,
                variables,
                output: ends[1].fileDescriptor,
                errors: errorOutput
            )
            try ends[1].close()
            return (child, ends[0])
        }
        let (stream, continuation) = AsyncStream<String>.makeStream()
        lines = stream
        // Threads that block: dispatch sources of many short-lived pipes crash libdispatch on Linux now and then.
        Thread {
            ChildProcess.read(reader) { continuation.yield($0) }
            continuation.finish()
        }.start()
        let end = end
        let identifier = identifier
        Thread {
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            // The exit status, or the signal's number.
            end.note(status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F)
        }.start()
    }

    deinit { if end.status == nil { kill(identifier, SIGKILL) } }

    /// Starts the program with nothing of ours but its three streams, and with every signal let through.
    private static func spawn(
        _ program: String,
        _ arguments: [String],
        _ environment: [String: String],
        output: Int32,
        errors: Int32
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, program, &actions, &attributes, words, variables)
        guard code == 0 else { throw TestFailure("\(program) can't be started: \(String(cString: strerror(code)))") }
        return identifier
    }

    /// What the process wrote to stderr so far.
    package var standardError: String { errors.text }

    /// The next line of stdout that contains `text`; nil when stdout ended before.
    package func line(containing text: String) async -> String? {
        for await line in lines where line.contains(text) { return line }
        return nil
    }

    /// All further lines of stdout.
    package func remainingLines() async -> [String] {
        var all: [String] = []
        for await line in lines { all.append(line) }
        return all
    }

    /// Ends the process without warning, and returns when it is gone.
    package func killNow() async {
        if end.status == nil { kill(identifier, SIGKILL) }
        await exited()
    }

    /// Asks the process to end, and returns its exit status.
    @discardableResult
    package func terminate() async -> Int32 {
        if end.status == nil { kill(identifier, SIGTERM) }
        return await exited()
    }

    /// Returns the exit status, or the number of the signal that ended it, when the process has ended.
    @discardableResult
    package func exited() async -> Int32 { await end.value() }

    private static func read(_ handle: FileHandle, line: (String) -> Void) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            // Not `availableData`, which ends the process when a signal comes meanwhile.
            let count = buffer.withUnsafeMutableBytes {
                Foundation.read(handle.fileDescriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line(String(decoding: rest[..<end], as: UTF8.self))
                rest.removeSubrange(...end)
            }
        }
    }
}

/// How a process ended, for whoever waits for that.
private final class ProcessEnd: Sendable {
    private struct State {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private let state = Mutex(State())

    var status: Int32? { state.withLock { $0.status } }

    func note(_ status: Int32) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    func value() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }
}

/// Where a process's stderr goes: a file needs nobody who reads along.
private final class ErrorFile: Sendable {
    private let folder: TemporaryFolder
    let handle: FileHandle

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/stderr"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forWritingAtPath: path) else { throw TestFailure("\(path) can't be written") }
        self.handle = handle
    }

    var text: String {
        String(decoding: FileManager.default.contents(atPath: folder.path + "/stderr") ?? Data(), as: UTF8.self)
    }
}
