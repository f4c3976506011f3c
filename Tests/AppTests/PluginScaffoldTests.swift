import Domain
import Foundation
import JSON
import Support
import Testing
import YAML

@testable import App

/// What `sluice plugin new` writes.
@Suite struct PluginScaffoldTests {
    private static func findings(_ folder: TemporaryFolder, _ name: String) throws -> [String] {
        let source = try PluginSource(given: "\(folder.path)/\(name)")
        return try PluginLintCommand.findings(in: source, models: .builtIn()).map { "\($0.path) \($0.message)" }
    }

    @Test func `a new plugin is one that lint finds nothing in`() throws {
        let folder = try TemporaryFolder()
        let files = try PluginScaffold(name: "acme", manifest: nil).write(into: folder.path)
        #expect(files.count == 3)
        #expect(try PluginScaffoldTests.findings(folder, "acme") == [])
        #expect(throws: CommandFailure.self) {
            try PluginScaffold(name: "acme", manifest: nil).write(into: folder.path)
        }
    }

    private static let document = """
        openapi: 3.0.3
        info: {title: Pet Desk}
        servers: [{url: "https://{region}.petdesk.example/v2"}]
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Desk-Key}
          schemas:
            Named: {type: object, properties: {name: {type: string}}}
            Pet: {allOf: [{$ref: '#/components/schemas/Named'}, {properties: {uuid: {type: string}}}]}
            Page:
              type: object
              properties:
                data: {type: array, items: {$ref: '#/components/schemas/Pet'}}
                meta: {type: object, properties: {next_cursor: {type: string}}}
        paths:
          /pets:
            parameters: [{name: limit, in: query, schema: {type: integer, maximum: 50}}]
            get:
              summary: List pets
              parameters: [{name: cursor, in: query}]
              responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
            post: {responses: {"201": {}}}
          /pets/{petId}:
            get: {responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
            put: {}
            delete: {}
          /owners/{owner-id}/visits:
            get:
              parameters: [{name: page, in: query}, {name: per_page, in: query}]
              responses: {"200": {content: {application/json: {schema: {type: array, items: {properties: {id: {}}}}}}}}
        """

    @Test func `an OpenAPI document becomes a manifest with its paths, access and pagination`() throws {
        let folder = try TemporaryFolder()
        let reader = try OpenAPIReader(try JSONValue(yaml: PluginScaffoldTests.document))
        let manifest = reader.manifest(named: "petdesk")
        #expect(manifest["base_url"] == "https://{{region}}.petdesk.example/v2")
        #expect(manifest["credentials"]?["api_key"]?["config"]?["fields"]?[0]?["name"] == "region")
        #expect(manifest["authorization"]?["config"] == ["X-Desk-Key": "{{api_key}}"])
        let pets = manifest["resources"]?["pets"]
        #expect(pets?["id_path"] == "uuid")
        #expect(pets?["list"]?["response_path"] == "data")
        #expect(
            pets?["list"]?["pagination"] == [
                "format": "cursor",
                "config": [
                    "limit_param": "limit", "limit": 50, "cursor_path": "meta.next_cursor", "cursor_param": "cursor",
                ],
            ]
        )
        #expect(pets?["get"] == ["path": "/pets/{{id}}"])
        #expect(pets?["update"] == ["path": "/pets/{{id}}", "method": "put"])
        let visits = manifest["resources"]?["visits"]?["list"]
        #expect(visits?["path"] == "/owners/{{query.owner_id}}/visits")
        #expect(visits?["pagination"]?["format"] == "page")
        _ = try PluginScaffold(name: "petdesk", manifest: manifest).write(into: folder.path)
        let findings = try PluginScaffoldTests.findings(folder, "petdesk")
        #expect(findings.count == 4)
        #expect(findings.allSatisfy { $0.contains("[") }, "only what no document says: \(findings)")
    }

    @Test func `what is no OpenAPI 3 document is refused`() {
        for text in ["a: 1", "swagger: '2.0'", "openapi: 3.1.0", "openapi: 3.1.0\npaths: {}"] {
            #expect(throws: ValidationError.self) { try OpenAPIReader(try JSONValue(yaml: text)) }
        }
    }

    private static let values: [JSONValue] = [
        [:], ["a": 1, "b": ["c": nil, "d": "yes", "e": "true", "f": "1e3", "g": "", "h": " x ", "i": "a: b #c"]],
        ["list": [["a": 1, "b": [1, 2, 3]], "plain text", [], [[1], [2, [3]]], ["x": [:]]]],
        ["text": "line\nline\ttab \"quoted\" 'single' {{x}} ünï 日本 \u{1F469}\u{200D}\u{1F4BB} \u{7}"],
        ["-": "- x", "key with: colon": "~", "null": "null", "n": 9_007_199_254_740_993, "f": 1.50, "e": -1e-7],
        ["long": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "b"]], "text", 5, [],
    ]

    @Test(arguments: values) func `YAML that is written reads back as what it was`(_ value: JSONValue) throws {
        #expect(try JSONValue(yaml: value.yamlText) == value, "\(value.yamlText)")
    }
}
