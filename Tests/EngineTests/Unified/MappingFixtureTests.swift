import App
import Domain
import Foundation
import Integrations
import JSON
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
        var input = PreviewMapping.Input(records: [try #require(fixture.value["record"])])
        input.lookups = fixture.value["lookups"]?.objectValue ?? [:]
        input.query = fixture.value["query"]?.objectValue ?? [:]
        input.context = fixture.value["context"]?.objectValue ?? [:]
        let mapping = try #require(try Vendor.builtIn(fixture.integration).mappings[fixture.resource])
        let result = try #require(try PreviewMapping.results(of: mapping, input).first)
        #expect(result.problems.isEmpty)
        let unified = result.unified.map { JSONValue.object($0) } ?? .null
        #expect(unified == fixture.value["expected"] ?? .null, "\(unified.text)")
    }

    /// A field that no case has would be mapped by nothing but hope.
    @Test func `every mapped field has a value in some case, every other a reason`() throws {
        var seen: [String: Set<String>] = [:]
        for fixture in MappingFixtureTests.cases {
            let keys = fixture.value["expected"]?.objectValue?.keys ?? []
            seen["\(fixture.integration) \(fixture.resource)", default: []].formUnion(keys)
        }
        let vendors = EnvironmentVendors(catalog: Catalog(), unified: try UnifiedCatalog.builtIn()).all()
        #expect(vendors.contains { !$0.mappings.isEmpty })
        for vendor in vendors {
            let integration = vendor.adapter.name
            for (name, mapping) in vendor.mappings {
                for field in mapping.resource.fields.map(\.name) {
                    let isSeen = seen["\(integration) \(name)"]?.contains(field) == true
                    let isMapped = mapping.mappedFields.contains(field)
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
