import Foundation

/// The program under test, as the package built it.
package enum SluiceBinary {
    /// Beside the test bundle.
    package static var path: String {
        let running = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return (running as NSString).deletingLastPathComponent + "/sluice"
    }

    /// Files of the package by their path from its root.
    package static func packageFile(_ path: String) -> String {
        let support = (#filePath as NSString).deletingLastPathComponent
        return ((support as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent + "/" + path
    }
}
