import Domain
import Foundation
import Integrations
import JSON

/// The recorded walks of a plugin, each in a file `RESOURCE.METHOD.json` of one folder.
struct PluginFixtures {
    private(set) var cases: [RecordedCase] = []
    /// What is wrong with files.
    private(set) var findings: [ConformanceFinding] = []

    private static let ending = ".json"

    init(of adapter: DeclarativeAdapter, in folder: String) {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        for name in names where name.hasSuffix(PluginFixtures.ending) {
            let fixture = "\(adapter.name)/\(name.dropLast(PluginFixtures.ending.count))"
            func fail(_ message: String) {
                findings.append(ConformanceFinding(fixture: fixture, check: .fixture, message: message))
            }
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                fail("can't be read")
                continue
            }
            do {
                let value = try JSONValue(parsing: Array(data))
                let short = String(name.dropLast(PluginFixtures.ending.count))
                let walk = try RecordedWalk(value, name: short, of: adapter)
                if let recorded = RecordedCase(walk, of: adapter) { cases.append(recorded) }
            } catch let error as ValidationError {
                for failure in error.failures {
                    fail(failure.path.isEmpty ? failure.message : "\(failure.path): \(failure.message)")
                }
            } catch {
                fail("\(error)")
            }
        }
        guard cases.isEmpty, findings.isEmpty else { return }
        let message = "no recorded pages: put one walk into \(folder)/RESOURCE.METHOD.json"
        findings.append(ConformanceFinding(fixture: adapter.name, check: .fixture, message: message))
    }
}
