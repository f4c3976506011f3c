import Crypto
import Foundation
import Logging
import Persistence

/// Finds the key that credentials are sealed with.
enum KeyFile {
    static let name = "encryption.key"

    /// From the setting, else from the data folder's file, which is made (0600) for a database that holds no secrets yet.
    ///
    /// Throws a `ConfigurationError` that names the file when the key is missing, malformed or another one.
    static func box(for database: Database, _ configuration: Configuration) async throws -> CredentialBox {
        let path = configuration.dataDir + "/" + name
        let origin: String
        let text: String
        if let key = configuration.encryptionKey {
            (origin, text) = ("SLUICE_ENCRYPTION_KEY", key)
        } else if let data = FileManager.default.contents(atPath: path) {
            (origin, text) = (path, String(decoding: data, as: UTF8.self))
        } else {
            guard try await !CredentialBox.isKeyed(database) else {
                throw ConfigurationError(
                    "\(path) is missing, and the database holds credentials sealed with it; restore the file or set "
                        + "SLUICE_ENCRYPTION_KEY"
                )
            }
            (origin, text) = (path, try make(at: path))
        }
        guard let data = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), data.count == 32
        else {
            throw ConfigurationError("\(origin) must hold 32 bytes as base64")
        }
        let box = CredentialBox(key: SymmetricKey(data: data))
        do {
            try await box.check(against: database)
        } catch CredentialBoxError.otherKey {
            throw ConfigurationError("\(origin) is not the key that this database's credentials were sealed with")
        }
        return box
    }

    /// What others than its owner may do with the key's file, as octal digits; nil when nothing, or where there is none.
    static func exposure(_ configuration: Configuration) -> String? {
        let path = configuration.dataDir + "/" + name
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0 else { return nil }
        return String(mode, radix: 8)
    }

    /// Takes the key's file back from everybody but its owner, with a warning.
    static func protect(_ configuration: Configuration, logger: Logger) throws {
        guard let mode = exposure(configuration) else { return }
        let path = configuration.dataDir + "/" + name
        do {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw ConfigurationError("\(path) is open to others (mode \(mode)) and can't be closed")
        }
        logger.warning("the key file was open to others; closed", metadata: ["path": "\(path)", "mode": "\(mode)"])
    }

    private static func make(at path: String) throws -> String {
        let text = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString() + "\n"
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw ConfigurationError("\(path) can't be written") }
        return text
    }
}
