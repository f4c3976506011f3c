import Domain
import Engine
import Integrations
import JSON

/// What a plugin's unified mappings make of its recorded records, as they are and with each field renamed.
struct MappingConformance {
    private typealias Outcome = [PreviewMapping.Result]
    private typealias RowSource = (name: String, resource: String, method: String, page: JSONPath?)

    /// Stands among the fields for whether a record is kept at all.
    private static let filter = "record_filter"

    private let plugin: String
    private let cases: [RecordedCase]
    private(set) var checks = 0
    private(set) var findings: [ConformanceFinding] = []

    init(_ plugin: String, _ cases: [RecordedCase]) {
        self.plugin = plugin
        self.cases = cases
    }

    mutating func run(_ mappings: [String: ResourceMapping]) {
        for recorded in cases {
            for name in recorded.walk.unified.keys.sorted() where mappings[name] == nil {
                fail(recorded, .fixture, "unified.\(name): the plugin has no such mapping")
            }
        }
        for (name, mapping) in mappings.sorted(by: { $0.key < $1.key }) { check(mapping, name) }
    }

    private mutating func fail(_ recorded: RecordedCase?, _ check: ConformanceFinding.Check, _ message: String) {
        let fixture = recorded.map { "\(plugin)/\($0.walk.name)" } ?? plugin
        findings.append(ConformanceFinding(fixture: fixture, check: check, message: message))
    }

    private mutating func check(_ mapping: ResourceMapping, _ name: String) {
        let calls = mapping.calls.values.flatMap { $0 }.map { "\($0.resource).\($0.method)" }
        let fed = cases.filter { calls.contains("\($0.walk.resource).\($0.walk.method)") }
        guard !fed.isEmpty else {
            let known = Set(calls).sorted().joined(separator: ", ")
            fail(nil, .unified, "\(name): no fixture has records for it: record one of \(known)")
            return
        }
        if !fed.contains(where: { $0.walk.unified[name] != nil }) {
            fail(nil, .unified, "\(name): no fixture says under \"unified\" what its records become")
        }
        var outcome: Outcome = []
        for recorded in fed {
            checks += 1
            do {
                let results = try results(of: mapping, recorded) { $0 }
                compare(results, recorded, name)
                outcome += results
            } catch {
                fail(recorded, .unified, "\(name): \(error)")
                return
            }
        }
        checkRenaming(mapping, name, fed, outcome)
    }

    private mutating func compare(_ results: Outcome, _ recorded: RecordedCase, _ name: String) {
        for (index, result) in results.enumerated() {
            for problem in result.problems {
                let field = problem.field.isEmpty ? name : "\(name).\(problem.field)"
                fail(recorded, .unified, "\(field) of record \(index + 1): \(problem.message)")
            }
        }
        guard let expected = recorded.walk.unified[name] else { return }
        guard expected.count == results.count else {
            fail(recorded, .unified, "unified.\(name) has \(expected.count) records, recorded are \(results.count)")
            return
        }
        for (index, result) in results.enumerated() {
            let found = result.unified.map { JSONValue.object($0) } ?? .null
            guard found != expected[index] else { continue }
            let keys = (found.objectValue ?? [:]).keys + (expected[index].objectValue ?? [:]).keys
            let key = keys.first { found[$0] != expected[index][$0] }
            let place = key.map { ".\($0)" } ?? ""
            let given = (key.map { found[$0] } ?? found)?.text ?? "absent"
            let wanted = (key.map { expected[index][$0] } ?? expected[index])?.text ?? "none"
            fail(recorded, .unified, "\(name)\(place) of record \(index + 1) is \(given), expected \(wanted)")
        }
    }

    /// The records of a walk and the rows of lookups, each as `change` makes them, mapped.
    private func results(
        of mapping: ResourceMapping,
        _ recorded: RecordedCase,
        rows changeRow: (JSONValue) -> JSONValue = { $0 },
        records changeRecord: (JSONValue) -> JSONValue
    ) throws -> Outcome {
        let call = try recorded.call(at: "http://127.0.0.1", now: .epoch)
        var outcome: Outcome = []
        for (index, page) in recorded.records.enumerated() {
            var input = PreviewMapping.Input(records: page.map(changeRecord))
            for source in mapping.rowSources {
                let rows = source.page.map { recorded.rows(at: $0, ofPage: index) } ?? listed(in: source)
                input.lookups[source.name] = .array(rows.map(changeRow))
            }
            input.context = call.account.withoutSecrets
            outcome += try PreviewMapping.results(of: mapping, input)
        }
        return outcome
    }

    /// The records of another recorded list.
    private func listed(in source: RowSource) -> [JSONValue] {
        cases.filter { $0.walk.resource == source.resource && $0.walk.method == source.method }
            .flatMap { $0.records.flatMap { $0 } }
    }

    // MARK: Renaming

    /// Renames every key of the records in turn: a field that reads it must change or go.
    private mutating func checkRenaming(
        _ mapping: ResourceMapping,
        _ name: String,
        _ fed: [RecordedCase],
        _ outcome: Outcome
    ) {
        let records = fed.flatMap { $0.records.flatMap { $0 } }
        let rows = mapping.rowSources.flatMap { source in
            guard let path = source.page else { return listed(in: source) }
            return fed.flatMap { recorded in
                recorded.walk.pages.indices.flatMap { recorded.rows(at: path, ofPage: $0) }
            }
        }
        /// Fields that change with a key of the records or of the rows, by the key's name.
        var moved: [String: Set<String>] = [:]
        for path in KeyPaths.all(in: records) {
            checks += 1
            let changed = changes(outcome, mapping, fed) { KeyPaths.renamed($0, at: path[...]) }
            moved[path.last ?? "", default: []].formUnion(changed)
        }
        for key in Set(KeyPaths.all(in: rows).compactMap(\.last)) {
            checks += 1
            let changed = changes(outcome, mapping, fed, rows: { KeyPaths.renamed($0, everywhere: key) }) { $0 }
            moved[key, default: []].formUnion(changed)
        }
        if !mapping.filterStepNames.isEmpty {
            checkRead(mapping.filterStepNames, by: MappingConformance.filter, at: "\(name).record_filter", moved)
        }
        let fields = mapping.mappedFields.isEmpty ? [""] : mapping.mappedFields
        for field in fields {
            let place = field.isEmpty ? name : "\(name).\(field)"
            let hasValue = outcome.contains { result in
                guard let unified = result.unified else { return false }
                return field.isEmpty || unified[field] != nil || unified["\(field)_raw"] != nil
            }
            guard hasValue else {
                fail(nil, .unified, "\(place): no recorded record gives it a value")
                continue
            }
            let read = mapping.stepNames(of: field)
            if !read.isEmpty { checkRead(read, by: field, at: place, moved) }
        }
    }

    /// Each name that an expression reads must move what it gives.
    private mutating func checkRead(
        _ names: Set<String>,
        by field: String,
        at place: String,
        _ moved: [String: Set<String>]
    ) {
        let known = names.filter { moved[$0] != nil }.sorted()
        for key in known where moved[key]?.contains(field) != true {
            let message = "renaming \"\(key)\" in every record changes nothing: no fixture shows that it is read"
            fail(nil, .renamed, "\(place): \(message)")
        }
        if known.isEmpty { fail(nil, .renamed, "\(place): comes from no field of the recorded records") }
    }

    /// The fields that become something else by a change of all records, or of all rows.
    private func changes(
        _ outcome: Outcome,
        _ mapping: ResourceMapping,
        _ fed: [RecordedCase],
        rows: (JSONValue) -> JSONValue = { $0 },
        records: (JSONValue) -> JSONValue
    ) -> Set<String> {
        let fields = Set(mapping.mappedFields + ["", MappingConformance.filter])
        var after: Outcome = []
        for recorded in fed {
            guard let results = try? results(of: mapping, recorded, rows: rows, records: records) else { return fields }
            after += results
        }
        guard after.count == outcome.count else { return fields }
        var changed: Set<String> = []
        for (old, new) in zip(outcome, after) where old.unified != new.unified {
            changed.insert("")
            if (old.unified == nil) != (new.unified == nil) { changed.insert(MappingConformance.filter) }
            for field in mapping.mappedFields {
                for key in [field, "\(field)_raw"] where old.unified?[key] != new.unified?[key] {
                    changed.insert(field)
                }
            }
        }
        return changed
    }
}
