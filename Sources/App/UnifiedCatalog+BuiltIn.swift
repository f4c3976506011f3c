import Domain
package import Engine
import JSON
import UnifiedModels
import YAML

extension UnifiedCatalog {
    /// The models and mappings in this binary.
    ///
    /// Throws what is wrong with a file, which a test finds before a release does.
    package static func builtIn() throws -> UnifiedCatalog {
        let models = try UnifiedModelFile.models.map { try value(of: $0) }
        let mappings = try UnifiedModelFile.mappings.map { ($0.name, try value(of: $0)) }
        return try UnifiedCatalog(models: models, mappings: Dictionary(uniqueKeysWithValues: mappings))
    }

    private static func value(of file: UnifiedModelFile) throws -> JSONValue {
        do {
            return try JSONValue(yaml: file.text)
        } catch {
            throw ValidationError("\(file.name).yaml", error.description)
        }
    }
}
