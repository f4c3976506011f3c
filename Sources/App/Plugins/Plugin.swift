import Domain
import Engine
import Integrations
import JSON
import YAML

/// A plugin that can be used: its manifest, and where each part of it stands in its file.
struct Plugin: Sendable {
    let source: PluginSource
    let document: YAMLDocument
    let adapter: DeclarativeAdapter

    /// Reads a manifest, with the mappings it has; throws all that is wrong with it.
    init(_ source: PluginSource, models: UnifiedCatalog) throws(PluginFault) {
        self.source = source
        do {
            document = try YAMLDocument(source.text)
        } catch {
            let position = error.line == 0 ? nil : PluginFinding.Position(line: error.line, column: error.column)
            throw PluginFault([PluginFinding(place: source.place, position: position, message: error.message)])
        }
        do {
            adapter = DeclarativeAdapter(try Manifest(document.value, name: source.name))
            try models.check(adapter)
        } catch {
            let document = document
            throw PluginFault(error.failures.map { Plugin.finding($0, in: source, document) })
        }
    }

    /// A failure with its place in the file.
    static func finding(_ failure: ValidationFailure, in source: PluginSource, _ document: YAMLDocument)
        -> PluginFinding
    {
        let (line, column) = document.position(of: failure.path)
        return PluginFinding(
            place: source.place,
            position: PluginFinding.Position(line: line, column: column),
            path: failure.path,
            message: failure.message
        )
    }
}
