import Domain
import Foundation
import JSON
import Plugins

/// A plugin's manifest as text, and where it is.
struct PluginSource: Sendable, Hashable {
    let name: String
    /// For messages: a file's path, or `NAME.yaml (built in)`.
    let place: String
    let text: String

    static let builtIn = PluginFile.all.map {
        PluginSource(name: $0.name, place: "\($0.name).yaml (built in)", text: $0.text)
    }

    /// Bytes of a manifest at most.
    private static let limit = 4 << 20

    /// The plugins of a folder: each in a folder of its own that holds a file of the same name.
    ///
    /// Folders without such a file are passed over. Throws what can't be read, by the plugin's name.
    static func all(in folder: String) throws -> [(name: String, source: Result<PluginSource, PluginFault>)] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw ConfigurationError("the plugins folder \(folder) can't be read")
        }
        return names.compactMap { name in
            let path = "\(folder)/\(name)/\(name).yaml"
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return (name, Result { () throws(PluginFault) in try PluginSource(name: name, path: path) })
        }
    }

    /// An integration that somebody gave by the API; its JSON is YAML too.
    init(given integration: Integration) {
        let text = JSONValue.object(integration.config ?? [:]).text
        self.init(name: integration.name, place: "integration \(integration.name)", text: text)
    }

    init(name: String, place: String, text: String) {
        self.name = name
        self.place = place
        self.text = text
    }

    /// Reads a file; throws a fault without a line where it can't be.
    init(name: String, path: String) throws(PluginFault) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PluginFault([PluginFinding(place: path, message: "can't be read")])
        }
        guard data.count <= PluginSource.limit else {
            throw PluginFault([PluginFinding(place: path, message: "larger than \(PluginSource.limit >> 20) MiB")])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw PluginFault([PluginFinding(place: path, message: "not UTF-8")])
        }
        self.init(name: name, place: path, text: text)
    }
}
