import ArgumentParser
import Domain
import Foundation
import Persistence

/// `sluice doctor`: looks at everything a server needs, changes nothing, and says what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check settings, key, database, migrations, disk and clock.",
        discussion: Settings.help
    )

    func run() async throws {
        let configuration = Configuration.current
        var checks: [(name: String, problem: String?, fine: String)] = [settings(), clock()]
        let path = configuration.dataDir + "/" + Database.fileName
        if FileManager.default.fileExists(atPath: path) {
            checks += await database(configuration)
            checks.append(disk(configuration.dataDir))
        } else {
            checks.append(("database", nil, "\(path) doesn't exist yet; sluice serve makes it"))
        }
        for check in checks {
            print("\(check.problem == nil ? "ok  " : "FAIL") \(check.name): \(check.problem ?? check.fine)")
        }
        if checks.contains(where: { $0.problem != nil }) { throw ExitCode.failure }
    }

    /// Variables that look like settings and are none.
    private func settings() -> (name: String, problem: String?, fine: String) {
        let known = Set(Settings.all.map(\.variable) + ["SLUICE_CONFIG"])
        let unknown = Configuration.unknownVariables(known: known)
        guard let first = unknown.first else { return ("settings", nil, "all understood") }
        let near = Spelling.nearest(to: first, in: known.sorted()).map { "; did you mean \($0)?" } ?? ""
        return ("settings", "\(unknown.joined(separator: ", ")) is no setting\(near)", "")
    }

    private func clock() -> (name: String, problem: String?, fine: String) {
        let now = Ambient.live.now()
        let isSet = Timestamp(iso: "2026-01-01").map { now > $0 } ?? false
        return ("clock", isSet ? nil : "it says \(now), which is before this program was written", "\(now)")
    }

    private func database(_ configuration: Configuration) async -> [(name: String, problem: String?, fine: String)] {
        var checks: [(name: String, problem: String?, fine: String)] = []
        do {
            let database = try Database(folder: configuration.dataDir)
            let report = try await database.integrity()
            checks.append(("database", report == "ok" ? nil : report, "\(database.path) is whole"))
            let missing = try await Migrator(database).status().filter { $0.appliedAt == nil }
            let names = missing.map(\.name).joined(separator: ", ")
            checks.append(("migrations", nil, missing.isEmpty ? "all applied" : "\(names) will be applied at start"))
            checks.append(await key(database, configuration))
            try database.close()
        } catch {
            checks.append(("database", "\(error)", ""))
        }
        return checks
    }

    private func key(
        _ database: Database,
        _ configuration: Configuration
    ) async -> (name: String, problem: String?, fine: String) {
        if let mode = KeyFile.exposure(configuration) {
            let path = configuration.dataDir + "/" + KeyFile.name
            return ("key", "\(path) is open to others (mode \(mode)); sluice serve closes it to 600", "")
        }
        do {
            guard try await CredentialBox.isKeyed(database) else {
                return ("key", nil, "will be made at the first start")
            }
            _ = try await KeyFile.box(for: database, configuration)
            return ("key", nil, "opens this database's credentials")
        } catch {
            return ("key", "\(error)", "")
        }
    }

    private func disk(_ folder: String) -> (name: String, problem: String?, fine: String) {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return ("disk", "the free space of \(folder) can't be read", "")
        }
        return ("disk", free < 256 << 20 ? "only \(free >> 20) MiB are free" : nil, "\(free >> 20) MiB free")
    }
}
