import ArgumentParser
import Domain
import Foundation
import JSON
import YAML

/// `sluice plugin new`: the files of a plugin to be written.
struct PluginNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Start a plugin: a manifest, a page of facts, a place for recorded pages.",
        discussion: """
            With --openapi the manifest has the paths, the access and the pagination that an OpenAPI 3 document tells of;
            what it only hints at is a guess. Then: sluice plugin lint FOLDER says what is missing.
            """
    )

    @Argument(help: "A slug: lower-case letters, digits, - and _.")
    var name: String

    @Option(help: "An OpenAPI 3 document, JSON or YAML, to start from.")
    var openapi: String?

    @Option(help: "The folder to write into.")
    var into = "Plugins"

    func run() throws {
        guard name.wholeMatch(of: /[a-z0-9][a-z0-9_-]{0,63}/) != nil else {
            throw CommandFailure("\"\(name)\" is no slug: lower-case letters, digits, - and _")
        }
        let manifest = try openapi.map { try PluginNewCommand.manifest(named: name, from: $0) }
        for path in try PluginScaffold(name: name, manifest: manifest).write(into: into) { print("wrote \(path)") }
        print("next: sluice plugin lint \(into)/\(name)")
    }

    private static func manifest(named name: String, from path: String) throws -> JSONObject {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path) can't be read")
        }
        let document: JSONValue
        do {
            // JSON first: not all of it is YAML.
            document =
                try (try? JSONValue(parsing: Array(data))) ?? JSONValue(yaml: String(decoding: data, as: UTF8.self))
        } catch let error as YAMLError {
            throw CommandFailure("\(path): \(error)")
        }
        do {
            return try OpenAPIReader(document).manifest(named: name)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
