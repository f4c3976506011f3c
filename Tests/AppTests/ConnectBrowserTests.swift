import Foundation
import Support
import Testing

/// The connect pages in a real browser.
@Suite struct ConnectBrowserTests {
    /// Whether there are Chromium, its driver and selenium; `Scripts/setup-browser` installs them.
    private static func hasBrowser() async throws -> Bool {
        let check = "command -v chromium && command -v chromedriver && python3 -c 'import selenium'"
        return try await ChildProcess(["-c", check], program: "/bin/sh").exited() == 0
    }

    @Test(
        .timeLimit(.minutes(5)),
        .enabled("there is no Chromium or no selenium: Scripts/setup-browser") { try await hasBrowser() }
    )
    func `a link is followed in Chromium, with the keyboard, by a form, by a sign-in, and to reconnect`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let script = SluiceBinary.packageFile("Tests/Browser/connect_account.py")
            let pictures = ProcessInfo.processInfo.environment["CONNECT_SCREENSHOTS"].map { [$0] } ?? []
            let arguments = ["python3", script, server.client.base, server.client.token ?? "", sandbox.base] + pictures
            let process = try ChildProcess(arguments, program: "/usr/bin/env")
            let lines = await process.remainingLines()
            let status = await process.exited()
            #expect(status == 0, "\(lines.joined(separator: "\n"))\n\(process.standardError)")
        }
    }
}
