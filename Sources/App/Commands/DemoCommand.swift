import ArgumentParser
import Domain
import Foundation
import JSON
import Persistence

/// `sluice demo`: everything at work on this machine, with a vendor that misbehaves.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start an emulated vendor and a server, run a job through injected faults, and compare the result.",
        discussion: "Serves until Ctrl-C, unless --exit is given. Everything is in a folder that is removed at the end."
    )

    @Flag(help: "End after the run, with a failure when any count is off.")
    var exit = false

    @Option(help: "Tickets at the emulated vendor.")
    var tickets = 1_000

    func run() async throws {
        let folder = NSTemporaryDirectory() + "sluice-demo-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let demo = try await Demo(folder: folder, tickets: tickets)
        defer { demo.stop() }
        let isRight = try await demo.run()
        if exit {
            if !isRight { throw ExitCode.failure }
            return
        }
        print("\nServing until Ctrl-C.")
        await demo.waitForInterrupt()
    }
}
