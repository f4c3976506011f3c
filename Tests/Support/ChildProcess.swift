import Foundation
import Synchronization

/// A process of the program, started and ended by the test.
package final class ChildProcess: Sendable {
    private static let launching = Mutex(())
    private let process: Process
    /// Lines of stdout as they come; ends with the process's stdout.
    private let lines: AsyncStream<String>
    private let errors: ErrorFile

    /// Starts `sluice` or another program with these arguments; the environment is the test's own, with `environment`
    /// on top.
    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        program: String = SluiceBinary.path
    ) throws {
        let process = Process()
        errors = try ErrorFile()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = errors.handle
        process.standardInput = FileHandle.nullDevice
        let (stream, continuation) = AsyncStream<String>.makeStream()
        lines = stream
        self.process = process
        // Foundation's launching isn't safe on several threads at once on Linux: it crashes now and then.
        try ChildProcess.launching.withLock { _ in try process.run() }
        // A thread that blocks: dispatch sources of many short-lived pipes crash libdispatch on Linux now and then.
        let reader = output.fileHandleForReading
        Thread {
            ChildProcess.read(reader) { continuation.yield($0) }
            continuation.finish()
        }.start()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    package var identifier: Int32 { process.processIdentifier }

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
        kill(process.processIdentifier, SIGKILL)
        await exited()
    }

    /// Asks the process to end, and returns its exit status.
    @discardableResult
    package func terminate() async -> Int32 {
        if process.isRunning { process.terminate() }
        return await exited()
    }

    /// Returns the exit status when the process has ended.
    @discardableResult
    package func exited() async -> Int32 {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().async {
                self.process.waitUntilExit()
                continuation.resume()
            }
        }
        return process.terminationStatus
    }

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
