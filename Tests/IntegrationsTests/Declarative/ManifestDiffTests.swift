import Domain
import JSON
import Testing

@testable import Integrations

/// What changed between two manifests, and what of it is breaking.
@Suite struct ManifestDiffTests {
    private static let old: JSONObject = [
        "name": "acme", "base_url": "https://api.acme.example", "authorization": ["format": "bearer"],
        "credentials": ["api_key": ["config": ["fields": [["name": "access_token"]]]]],
        "resources": [
            "things": [
                "list": ["path": "/things", "response_path": "items", "pagination": ["format": "page"]],
                "get": ["path": "/things/{{id}}"],
            ],
            "me": ["get": ["path": "/me"]],
        ],
        "test": ["resource": "me", "method": "get"],
        "unified": ["crm/contacts": ["list": ["resource": "things"], "response_mapping": ["id": "id", "name": "name"]]],
    ]

    private static func changing(_ path: String, _ value: JSONValue?) -> JSONObject {
        func change(_ inner: JSONObject, _ keys: ArraySlice<String>) -> JSONObject {
            var object = inner
            guard let first = keys.first else { return object }
            object[first] =
                keys.count == 1
                ? value : .object(change(inner[first]?.objectValue ?? [:], keys.dropFirst()))
            return object
        }
        return change(old, path.split(separator: ".").map(String.init)[...])
    }

    private static let changes: [(String, JSONValue?, [String])] = [
        ("label", "Acme", ["harmless label"]),
        ("base_url", "https://api.acme.test", ["breaking base_url"]),
        ("authorization", ["format": "none"], ["breaking authorization"]),
        ("credentials.api_key.config.fields", [["name": "access_token"], ["name": "site"]], ["breaking credentials.api_key.site"]),
        ("credentials.api_key.config.fields", [["name": "access_token"], ["name": "site", "required": false]], []),
        ("resources.other", ["get": ["path": "/o"]], ["harmless resources.other"]),
        ("resources.things.id_path", "uuid", ["breaking resources.things.id_path"]),
        ("resources.things.get", .none, ["breaking resources.things.get"]),
        ("resources.things.create", ["path": "/things"], ["harmless resources.things.create"]),
        ("resources.things.list.path", "/{{query.team}}/things", ["breaking resources.things.list.path"]),
        ("resources.things.list.response_path", "data", ["harmless resources.things.list.response_path"]),
        ("resources.things.list.pagination", ["format": "link_header"], ["harmless resources.things.list.pagination"]),
        ("resources.things.list.writes", true, ["breaking resources.things.list.writes"]),
        ("unified.crm/contacts", .none, ["breaking unified.crm/contacts"]),
        (
            "unified.crm/contacts.response_mapping", ["id": "id"],
            ["harmless unified.crm/contacts", "breaking unified.crm/contacts.response_mapping.name"]
        ),
    ]

    @Test(arguments: changes) func `a change is told, and whether it is breaking`(
        _ path: String,
        _ value: JSONValue?,
        _ expected: [String]
    ) throws {
        let diff = ManifestDiff(
            from: try Manifest(.object(ManifestDiffTests.old), name: "acme"),
            to: try Manifest(.object(ManifestDiffTests.changing(path, value)), name: "acme")
        )
        #expect(diff.changes.map { "\($0.isBreaking ? "breaking" : "harmless") \($0.path)" } == expected)
        #expect(diff.isBreaking == expected.contains { $0.hasPrefix("breaking") })
    }
}
