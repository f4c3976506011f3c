import Foundation
import Synchronization

/// A process of the program, started and ended by the test.
package final class ChildProcess: Sendable {
    private let process: Process
    /// Lines of stdout as they come; ends with the process's stdout.
    private let lines: AsyncStream<String>
    private let errorText = Mutex("")

    /// Starts `sluice` with these arguments; the environment is the test's own, with `environment` on top.
    package init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: SluiceBinary.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        let (stream, continuation) = AsyncStream<String>.makeStream()
        lines = stream
        self.process = process
        let rest = Mutex("")
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                continuation.finish()
                return
            }
            rest.withLock { rest in
                rest += String(decoding: data, as: UTF8.self)
                while let end = rest.firstIndex(of: "\n") {
                    continuation.yield(String(rest[..<end]))
                    rest = String(rest[rest.index(after: end)...])
                }
            }
        }
        errors.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            self?.errorText.withLock { $0 += String(decoding: data, as: UTF8.self) }
        }
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    package var identifier: Int32 { process.processIdentifier }

    /// What the process wrote to stderr so far.
    package var standardError: String { errorText.withLock { $0 } }

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
}
