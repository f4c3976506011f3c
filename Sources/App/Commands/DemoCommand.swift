import ArgumentParser
import Foundation
import UnixSignals

/// `sluice demo`: everything at work on this machine, with a vendor that misbehaves.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start emulated vendors and a server, run jobs through injected faults, and compare the results.",
        discussion: "Serves until Ctrl-C, unless --exit is given. Everything is in a folder that is removed at the end."
    )

    @Flag(help: "End after the run, with a failure when any count is off.")
    var exit = false

    @Option(help: "Tickets at the emulated vendor.")
    var tickets = 1_000

    func run() async throws {
        // From before the processes start: they are in groups of their own and don't hear Ctrl-C.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let folder = NSTemporaryDirectory() + "sluice-demo-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let demo = try await Demo(folder: folder, tickets: tickets)
        defer { demo.stop() }
        let exit = exit
        let isRight = try await withThrowingTaskGroup(of: Bool?.self) { group in
            group.addTask {
                let isRight = try await demo.run()
                guard !exit else { return isRight }
                print("\nServing until Ctrl-C.")
                fflush(nil)
                try await Task.sleep(for: .seconds(1_000_000_000))
                return isRight
            }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        if exit, isRight != true { throw ExitCode.failure }
    }
}
