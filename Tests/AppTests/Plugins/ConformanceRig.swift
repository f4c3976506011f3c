import Engine
import Foundation
import JSON
import Support

@testable import App

/// A plugin with recorded pages, changed text by text before it is tried.
struct ConformanceRig {
    /// By resource and method, as in the files' names.
    var fixtures: [String: String]
    var manifest: String

    /// Replaces text that must be there.
    func changing(_ old: String, to new: String, in fixture: String? = nil) throws -> ConformanceRig {
        var rig = self
        let before = fixture.map { rig.fixtures[$0] ?? "" } ?? manifest
        guard before.contains(old) else { throw CommandFailure("the rig has no \(old)") }
        let after = before.replacing(old, with: new)
        if let fixture { rig.fixtures[fixture] = after } else { rig.manifest = after }
        return rig
    }

    private static let models = Result { try UnifiedCatalog.builtIn() }

    func report() async throws -> ConformanceReport {
        let folder = try TemporaryFolder()
        for (name, text) in fixtures { try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/\(name).json")) }
        let models = try ConformanceRig.models.get()
        let plugin = try Plugin(PluginSource(name: "desk", place: "desk.yaml", text: manifest), models: models)
        return try await PluginConformance.report(of: plugin, fixtures: folder.path, models: models)
    }

    /// What is found, as text for messages.
    func findings() async throws -> [ConformanceFinding] { try await report().findings }

    /// A help desk with cursors in its bodies, and a mapping.
    static let desk = ConformanceRig(
        fixtures: [
            "tickets.list": """
            {
              "account": {"subdomain": "acme"},
              "call": {"query": {"state": "any"}},
              "pages": [
                {"request": {"path": "/tickets", "query": {"state": "any"}},
                 "body": {"meta": {"after": "x/+=", "more": true}, "tickets": [
                   {"id": 9007199254740993, "subject": "Tür", "state": "hold", "made": "2026-03-01T10:00:00Z",
                    "owner": {"ref": 7}, "tags": [{"label": "a"}]},
                   {"id": 2, "subject": "Window", "state": "new", "made": "2026-03-01T11:00:00Z"}]}},
                {"request": {"path": "/tickets", "query": {"state": "any", "after": "x/+="}},
                 "body": {"meta": {"after": null, "more": false}, "tickets": [
                   {"id": 3, "subject": "Roof", "state": "new", "made": "2026-03-02T10:00:00Z"}]}}
              ],
              "unified": {"ticketing/tickets": [
                {"id": "9007199254740993", "name": "Tür", "status": {"name": "pending", "name_raw": "hold"},
                 "assignees": [{"id": "7"}], "tags": ["a"], "created_at": "2026-03-01T10:00:00.000Z"},
                {"id": "2", "name": "Window", "status": {"name": "open", "name_raw": "new"},
                 "created_at": "2026-03-01T11:00:00.000Z"},
                {"id": "3", "name": "Roof", "status": {"name": "open", "name_raw": "new"},
                 "created_at": "2026-03-02T10:00:00.000Z"}]}
            }
            """
        ],
        manifest: """
            name: desk
            base_url: https://{{subdomain}}.desk.example/api/v2
            credentials: {token: {format: api_key, config: {fields: [{name: subdomain}, {name: access_token}]}}}
            authorization: {format: bearer}
            pagination:
              format: cursor
              config: {cursor_path: meta.after, has_more_path: meta.more, cursor_param: after, limit_param: size, limit: 2}
            resources:
              tickets:
                deletes: {strategy: none}
                list:
                  path: /tickets
                  response_path: tickets
                  incremental: {param: since, format: unix}
                get: {path: "/tickets/{{id}}", response_path: ticket}
                create: {path: /tickets, response_path: ticket}
            unified:
              ticketing/tickets:
                list: {resource: tickets}
                values: {status.name: {hold: pending, new: open}}
                response_mapping:
                  id: id
                  name: subject
                  status: '{"name": state}'
                  assignees: 'owner ? [{"id": owner.ref}]'
                  tags: tags.label
                  created_at: made
            """
    )

    /// A list of three records in two pages with another kind of pagination, of a vendor that signs in otherwise.
    static func list(
        _ pagination: String,
        _ pages: [String],
        authorization: String = "{format: bearer}",
        method: String = ""
    ) -> ConformanceRig {
        ConformanceRig(
            fixtures: ["things.list": "{\"pages\": [\(pages.joined(separator: ","))]}"],
            manifest: """
                name: desk
                base_url: https://desk.example/api
                credentials: {token: {format: api_key, config: {fields: [{name: access_token}]}}}
                authorization: \(authorization)
                pagination: \(pagination)
                resources:
                  things:
                    deletes: {strategy: none}
                    list: {path: /things, response_path: items\(method)}
                """
        )
    }
}
