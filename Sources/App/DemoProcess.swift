import Foundation

/// Another process of this program that says where it listens; it ends with its owner.
final class DemoProcess: Sendable {
    let address: String
    private let process: Process

    init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) async throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.environment = Configuration.inherited(with: environment)
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            line += String(decoding: byte, as: UTF8.self)
        }
        guard let range = line.range(of: "http://") else {
            throw CommandFailure("the \(name) didn't start; its error is above")
        }
        address = String(line[range.lowerBound...].dropLast())
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Asks the process to end and waits for it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
