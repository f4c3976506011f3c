import DocumentationPages
import Foundation
import JSON
import Support
import Testing

/// docs/adding-an-integration.md, followed to the letter.
@Suite struct AddingAnIntegrationTests {
    /// The commands of a part of the page, block by block.
    private static func blocks(below heading: String) throws -> [String] {
        try DocumentationPage("adding-an-integration.md").commands(below: heading)
    }

    /// A folder in which `sluice` is the program under test.
    private static func workplace() throws -> (folder: TemporaryFolder, environment: [String: String]) {
        let folder = try TemporaryFolder()
        let bin = folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: bin + "/sluice", withDestinationPath: SluiceBinary.path)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return (folder, ["PATH": "\(bin):\(path)", "SLUICE_PORT": "0"])
    }

    @Test(.timeLimit(.minutes(5))) func `the commands of the first part make an integration that works`() async throws {
        let (folder, environment) = try AddingAnIntegrationTests.workplace()
        let blocks = try AddingAnIntegrationTests.blocks(below: "## As data")
        #expect(blocks.count == 5)
        for block in blocks {
            let process = try ChildProcess(
                ["-ec", "cd '\(folder.path)'\n\(block)"],
                environment: environment,
                program: "/bin/sh"
            )
            guard block.contains("sluice serve") else {
                let lines = await process.remainingLines()
                #expect(
                    await process.exited() == 0,
                    "\(block)\n\(lines.joined(separator: "\n"))\n\(process.standardError)"
                )
                continue
            }
            let line = await process.line(containing: "listening on")
            let address = try #require(line?.split(separator: " ").last.map(String.init), "\(process.standardError)")
            let token = try await ServerProcess.token(dataDir: folder.path + "/data")
            let client = HTTPClient(base: address, token: token)
            #expect(try await client.get("/integration/acme").json["config"]?["label"] == "Acme")
            let report = try await client.get("/integration/acme/capabilities").json
            #expect(report["unified_apis"]?[0]?["resource"] == "crm/contacts")
            await process.terminate()
        }
    }

    /// Builds a copy of the sources, which takes minutes: where somebody asks for it, as CI does.
    @Test(
        .timeLimit(.minutes(30)),
        .enabled(
            "takes a build of its own: set TEST_SWIFT_ADAPTER",
            { ProcessInfo.processInfo.environment["TEST_SWIFT_ADAPTER"] != nil }
        )
    )
    func `the commands of the second part make a program that has the integration`() async throws {
        let folder = try TemporaryFolder()
        let root = SluiceBinary.packageFile("")
        let blocks = try AddingAnIntegrationTests.blocks(below: "## In Swift")
        let copy =
            "cd '\(root)' && git ls-files -z | xargs -0 cp --parents -t '\(folder.path)' && cd '\(folder.path)'\n"
        let script =
            copy + blocks.joined(separator: "\n") + "\n.build/debug/sluice token create >/dev/null\n"
            + "printf '%s\\n' a-key | .build/debug/sluice account add acme 2>&1 || true\n"
        let process = try ChildProcess(["-ec", script], program: "/bin/sh")
        let lines = await process.remainingLines()
        #expect(await process.exited() == 0, "\(lines.suffix(20).joined(separator: "\n"))\n\(process.standardError)")
        #expect(!lines.contains { $0.contains("there is no integration") }, "\(lines.suffix(5))")
    }
}
