import Domain
import Foundation
import JSON
import YAML

/// The files that a new plugin starts with.
struct PluginScaffold {
    let name: String
    /// Out of an OpenAPI document; nil for one that shows the form.
    let manifest: JSONObject?

    private static let example = """
        # What the vendor is called, and where its API is. {{subdomain}} would be a field of the account.
        name: NAME
        label: NAME
        category: other
        documentation: https://developer.example.com
        base_url: https://api.example.com/v1

        # What an account's owner types on the connect page.
        credentials:
          api_key:
            label: API key
            help: Where to find it, in a sentence.
            config:
              fields:
                - {name: api_key, label: API key}

        # How a request shows whose it is: bearer, basic, header or query.
        authorization:
          format: header
          config: {X-Api-Key: "{{api_key}}"}

        # How lists are walked unless they say otherwise: page, offset, cursor, link_header, next_url, range or dynamic.
        pagination:
          format: cursor
          config: {cursor_path: next_cursor, cursor_param: cursor, limit_param: limit, limit: 100}

        resources:
          things:
            description: What the vendor's things are.
            # How records show that are gone: field, list, sweep or none.
            deletes: {strategy: sweep}
            list: {path: /things, response_path: data}
            get: {path: "/things/{{id}}"}

        """

    private static let readme = """
        # NAME

        | what | fact | source, date |
        |---|---|---|
        | scopes | which rights the key or token needs | |
        | limits | how many calls are allowed | |
        | deletes | how deleted records show | |

        """

    private static let fixture: JSONValue = [
        "call": [:],
        "pages": [
            [
                "request": ["method": "GET", "path": "/things", "query": ["limit": "100"]], "status": 200,
                "headers": ["content-type": "application/json"],
                "body": ["data": [["id": 1, "name": "Zoë"]], "next_cursor": "c2"],
            ],
            [
                "request": ["method": "GET", "path": "/things", "query": ["limit": "100", "cursor": "c2"]],
                "status": 200,
                "headers": ["content-type": "application/json"],
                "body": ["data": [["id": 2, "name": "Ada"]], "next_cursor": nil],
            ],
        ],
    ]

    /// Writes the plugin's folder into `folder`, and returns the files' paths.
    ///
    /// Throws where it is there already.
    func write(into folder: String) throws -> [String] {
        let root = "\(folder)/\(name)"
        guard !FileManager.default.fileExists(atPath: root) else { throw CommandFailure("\(root) is there already") }
        let text =
            manifest.map { JSONValue.object($0).yamlText } ?? PluginScaffold.example.replacing("NAME", with: name)
        var files = [
            ("\(root)/\(name).yaml", text), ("\(root)/README.md", PluginScaffold.readme.replacing("NAME", with: name)),
        ]
        if manifest == nil {
            files.append(("\(root)/fixtures/things.list.json", PluginScaffold.fixture.prettyText + "\n"))
        }
        do {
            try FileManager.default.createDirectory(atPath: root + "/fixtures", withIntermediateDirectories: true)
            for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        } catch {
            throw CommandFailure("\(root) can't be written: \(error.localizedDescription)")
        }
        return files.map(\.0)
    }
}
