import Domain
import Engine
import Integrations

/// Tries a plugin against its own recorded pages, on a vendor of this machine.
enum PluginConformance {
    /// Throws only what keeps the trial from being made.
    static func report(of plugin: Plugin, fixtures folder: String, models: UnifiedCatalog) async throws
        -> ConformanceReport
    {
        let adapter = plugin.adapter
        let fixtures = PluginFixtures(of: adapter, in: folder)
        var report = ConformanceReport(plugin: adapter.name, findings: fixtures.findings)
        for recorded in fixtures.cases {
            report.fixtures += 1
            report.pages += recorded.walk.pages.count
            report.records += recorded.records.reduce(0) { $0 + $1.count }
        }
        report.notes = notes(on: adapter, fixtures.cases)
        let walks = try await ReplaySite.using { site in
            var tried: [(checks: Int, findings: [ConformanceFinding])] = []
            for recorded in fixtures.cases {
                var walk = WalkConformance(recorded, at: site)
                try await walk.run()
                tried.append((walk.checks, walk.findings))
            }
            return tried
        }
        for walk in walks {
            report.checks += walk.checks
            report.findings += walk.findings
        }
        let vendors = EnvironmentVendors(
            catalog: Catalog(plugins: [adapter]),
            unified: try models.adding([adapter])
        )
        let mappings = vendors.vendor(named: adapter.name)?.mappings ?? [:]
        var mapped = MappingConformance(adapter.name, fixtures.cases)
        mapped.run(mappings)
        report.checks += mapped.checks
        report.findings += mapped.findings
        return report
    }

    private static func notes(on adapter: DeclarativeAdapter, _ cases: [RecordedCase]) -> [String] {
        var notes = cases.filter(\.isDynamic).map { recorded in
            "\(recorded.walk.name): other page sizes are not tried, since its pages follow each other by expressions"
        }
        let recorded = Set(cases.map { "\($0.walk.resource).\($0.walk.method)" })
        let missing = adapter.capabilities.map { "\($0.resource).\($0.method)" }.filter { !recorded.contains($0) }
        if !cases.isEmpty, !missing.isEmpty {
            notes.append("without recorded pages: \(missing.joined(separator: ", "))")
        }
        return notes
    }
}
