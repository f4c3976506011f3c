import Foundation
import Support
import Testing

/// What the commands say and leave when something isn't as it should be.
@Suite struct CommandFailureTests {
    private static func sluice(
        _ arguments: [String],
        _ environment: [String: String] = [:]
    ) async throws -> (lines: [String], status: Int32, errors: String) {
        let process = try ChildProcess(arguments, environment: environment)
        let lines = await process.remainingLines()
        return (lines, await process.exited(), process.standardError)
    }

    @Test func `a log level that isn't one is refused like any setting`() async throws {
        let folder = try TemporaryFolder()
        let arguments = ["serve", "--port", "0", "--data-dir", folder.path]
        let (_, status, errors) = try await CommandFailureTests.sluice(arguments, ["SLUICE_LOG_LEVEL": "frob"])
        #expect(status == 1)
        #expect(errors.contains("--log-level (SLUICE_LOG_LEVEL): expected one of trace, debug"), "\(errors)")
    }

    @Test func `commands that only look make nothing`() async throws {
        let folder = try TemporaryFolder()
        let missing = folder.path + "/missing"
        let dryRun = try await CommandFailureTests.sluice(["migrate", "--dry-run", "--data-dir", missing])
        #expect(dryRun.status == 0)
        #expect(dryRun.lines.first == "would apply 0001_create_core")
        let status = try await CommandFailureTests.sluice(["migrate", "--status", "--data-dir", missing])
        #expect(status.status == 0)
        #expect(status.lines.first == "0001_create_core  missing")
        for command in [["token", "list"], ["token", "revoke", "x"]] {
            let (_, status, errors) = try await CommandFailureTests.sluice(command + ["--data-dir", missing])
            #expect(status == 1)
            #expect(errors == "Error: \(missing)/sluice.sqlite doesn't exist; sluice serve makes it\n")
        }
        #expect(!FileManager.default.fileExists(atPath: missing))
    }

    @Test func `a port, a folder or a file that can't be used is named in plain words`() async throws {
        let folder = try TemporaryFolder()
        let sandbox = try await SandboxProcess()
        let port = try #require(sandbox.base.split(separator: ":").last.map(String.init))
        let taken = try await CommandFailureTests.sluice(["serve", "--port", port, "--data-dir", folder.path + "/a"])
        #expect(taken.errors.contains("Error: 127.0.0.1:\(port) is taken by another program"), "\(taken.errors)")
        #expect(taken.status == 1)
        let foreign = ["serve", "--port", "0", "--host", "192.0.2.1", "--data-dir", folder.path + "/a"]
        let elsewhere = try await CommandFailureTests.sluice(foreign)
        #expect(elsewhere.errors.contains("Error: 192.0.2.1:0 is no address of this machine"), "\(elsewhere.errors)")

        let file = folder.path + "/file"
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        for path in [file, file + "/below"] {
            let blocked = try await CommandFailureTests.sluice(["serve", "--port", "0", "--data-dir", path])
            #expect(blocked.status == 1)
            #expect(blocked.errors.hasPrefix("Error: the data folder \(path) can't be made or written: "))
            #expect(!blocked.errors.contains("Domain"))
        }

        let database = folder.path + "/sluice.sqlite"
        try Data(String(repeating: "no database ", count: 400).utf8).write(to: URL(fileURLWithPath: database))
        let broken = try await CommandFailureTests.sluice(["serve", "--port", "0", "--data-dir", folder.path])
        #expect(broken.status == 1)
        #expect(broken.errors == "Error: \(database) is not a SQLite database\n")
    }

    @Test func `a key file that others may read is reported, and closed by the server`() async throws {
        let folder = try TemporaryFolder()
        let first = try await ServerProcess(dataDir: folder.path)
        await first.process.terminate()
        let key = folder.path + "/encryption.key"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let doctor = try await CommandFailureTests.sluice(["doctor", "--data-dir", folder.path])
        #expect(doctor.status == 1)
        #expect(doctor.lines.contains { $0.hasPrefix("FAIL key: \(key) is open to others (mode 644)") })

        let second = try await ServerProcess(dataDir: folder.path)
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        await second.process.terminate()
        #expect(second.process.standardError.contains("the key file was open to others; closed"))
        #expect(try await CommandFailureTests.sluice(["doctor", "--data-dir", folder.path]).status == 0)

        let other = Data(repeating: 7, count: 32).base64EncodedString()
        let wrong = try await CommandFailureTests.sluice(
            ["doctor", "--data-dir", folder.path],
            ["SLUICE_ENCRYPTION_KEY": other]
        )
        #expect(wrong.lines.contains { $0.hasPrefix("FAIL key: SLUICE_ENCRYPTION_KEY is not the key") })
        #expect(wrong.lines.contains { $0.hasPrefix("ok   database:") })
    }
}
