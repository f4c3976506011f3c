import Foundation
import Support
import Testing

/// The connect pages in a real browser.
@Suite struct ConnectBrowserTests {
    /// Skipped, with the reason in the output, where there is no Chromium or no selenium.
    @Test(.timeLimit(.minutes(5)))
    func `a link is followed in Chromium, with the keyboard, by a form, by a sign-in, and to reconnect`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let script = SluiceBinary.packageFile("Tests/Browser/connect_account.py")
            let pictures = ProcessInfo.processInfo.environment["CONNECT_SCREENSHOTS"].map { [$0] } ?? []
            let arguments = ["python3", script, server.client.base, server.client.token ?? "", sandbox.base] + pictures
            let process = try ChildProcess(arguments, program: "/usr/bin/env")
            let lines = await process.remainingLines()
            let status = await process.exited()
            guard status != 77 else {
                print("skipped, the connect pages were not tried in a browser: \(lines.joined(separator: " "))")
                return
            }
            #expect(status == 0, "\(lines.joined(separator: "\n"))\n\(process.standardError)")
        }
    }
}
