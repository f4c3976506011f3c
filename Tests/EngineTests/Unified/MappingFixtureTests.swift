import App
import Domain
import Foundation
import JSON
import JSONata
import Support
import Testing
import YAML

@testable import Engine

/// Whole records of vendors and what the mappings that come with the server make of them.
@Suite struct MappingFixtureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let integration: String
        let resource: String
        let value: JSONValue

        var testDescription: String { "\(integration) \(resource): \(value["name"]?.stringValue ?? "")" }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../UnifiedModels/fixtures").standardizedFileURL

    static let cases: [Case] = {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let urls = (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }
        return urls.sorted { $0.path < $1.path }.flatMap { url -> [Case] in
            let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
            let integration = url.deletingLastPathComponent().lastPathComponent
            let resource = url.deletingPathExtension().lastPathComponent.replacing(".", with: "/", maxReplacements: 1)
            return ((try? JSONValue(yaml: text))?.arrayValue ?? []).map {
                Case(integration: integration, resource: resource, value: $0)
            }
        }
    }()

    @Test func `the cases are read`() { #expect(MappingFixtureTests.cases.count > 50) }

    @Test(arguments: cases) func `a record becomes what its case says`(_ fixture: Case) throws {
        let mapping = try MappingFixtureTests.mapping(fixture)
        var problems: [MappingProblem] = []
        let unified = try MappingFixtureTests.unified(fixture, mapping, &problems)
        #expect(problems.isEmpty)
        let expected = fixture.value["expected"] ?? .null
        #expect(
            unified.map { JSONValue.object($0) } ?? .null == expected,
            "\(unified.map { JSONValue.object($0).text } ?? "left out")"
        )
    }

    /// A field that no case has would be mapped by nothing but hope.
    @Test func `every mapped field has a value in some case, every other a reason`() throws {
        var seen: [String: Set<String>] = [:]
        for fixture in MappingFixtureTests.cases {
            let keys = fixture.value["expected"]?.objectValue?.keys ?? []
            seen["\(fixture.integration) \(fixture.resource)", default: []].formUnion(keys)
        }
        let unified = try UnifiedCatalog.builtIn()
        for integration in ["hubspot", "zendesk"] {
            for (name, mapping) in try unified.mappings(of: integration, []) {
                for field in mapping.resource.fields.map(\.name) {
                    let isSeen = seen["\(integration) \(name)"]?.contains(field) == true
                    let isMapped = mapping.mapper.fieldNames.contains(field)
                    let reason = mapping.unmapped[field] ?? ""
                    #expect(isMapped ? isSeen : !reason.isEmpty, "\(integration) \(name) \(field)")
                    #expect(
                        !isMapped || reason.isEmpty,
                        "\(integration) \(name) \(field) is mapped, and has a reason why not"
                    )
                }
            }
        }
    }

    static func mapping(_ fixture: Case) throws -> ResourceMapping {
        let unified = try UnifiedCatalog.builtIn()
        return try #require(try unified.mappings(of: fixture.integration, [])[fixture.resource])
    }

    /// The record as a page of it alone would give it; nil when it is left out.
    static func unified(
        _ fixture: Case,
        _ mapping: ResourceMapping,
        _ problems: inout [MappingProblem]
    ) throws -> JSONObject? {
        let record = try #require(fixture.value["record"])
        let context = fixture.value["context"] ?? .object([:])
        var variables: [String: JSONValue] = ["context": context]
        var document: JSONObject = ["method": "list", "context": context]
        document["query"] = fixture.value["query"] ?? .object([:])
        for lookup in mapping.lookups where lookup.isWholeList {
            variables[lookup.name] = fixture.value["lookups"]?[lookup.name] ?? .array([])
        }
        for (name, expression) in mapping.variables {
            variables[name] = try expression.evaluate(.object(document), bindings: variables)
        }
        for lookup in mapping.lookups {
            switch lookup.source {
            case .list: continue
            case .keyed(let on, let key, _), .sideLoaded(_, let on, let key):
                let rows = fixture.value["lookups"]?[lookup.name]?.arrayValue ?? []
                let found = try LookupRows(name: lookup.name, rows: rows, key: key, on: on)
                variables[lookup.name] = .array(found.rows(of: record))
            }
        }
        guard mapping.keeps(record, variables, &problems) else { return nil }
        return mapping.mapper.map(record, variables, problems: &problems)
    }
}

/// Mappings and adapters together.
@Suite struct MappingCallTests {
    @Test(arguments: ["hubspot", "zendesk"]) func `every call and lookup of a mapping is one the vendor has`(
        _ name: String
    ) throws {
        let vendor = try Vendor.builtIn(name)
        #expect(!vendor.mappings.isEmpty)
        let problems = vendor.mappings.flatMap { $0.value.problems(with: vendor.adapter.capabilities, at: $0.key) }
        #expect(problems.isEmpty, "\(problems)")
    }
}
