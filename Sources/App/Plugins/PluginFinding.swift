/// One thing that is wrong with a plugin, and where.
struct PluginFinding: Sendable, Hashable, CustomStringConvertible {
    /// A file's path.
    let place: String
    /// From 1; nil where no place in the file is known.
    var position: Position?
    /// Where in the manifest, with dots; empty for the whole.
    var path = ""
    let message: String

    struct Position: Sendable, Hashable {
        let line: Int
        let column: Int
    }

    /// `file:line:column: path: message`, as compilers write it.
    var description: String {
        let file = position.map { "\(place):\($0.line):\($0.column)" } ?? place
        return path.isEmpty ? "\(file): \(message)" : "\(file): \(path): \(message)"
    }
}

/// Everything that keeps a plugin from being used.
struct PluginFault: Error, Sendable, CustomStringConvertible {
    let findings: [PluginFinding]

    init(_ findings: [PluginFinding]) { self.findings = findings }

    var description: String { findings.map(\.description).joined(separator: "\n") }
}
