package import Crypto
import Foundation
import GRDB

/// Seals account contexts with AES-256-GCM; each sealed text opens only in the row it was made for.
///
/// Layout: 1 byte form, 8 bytes key id, 12 bytes nonce, the text, 16 bytes tag.
package struct CredentialBox: Sendable {
    private static let form: UInt8 = 1
    private let key: SymmetricKey
    private let keyID: [UInt8]

    package init(key: SymmetricKey) {
        self.key = key
        keyID = key.withUnsafeBytes { Array(SHA256.hash(data: Array("sluice key id".utf8) + Array($0)).prefix(8)) }
    }

    func seal(_ text: [UInt8], for row: String) throws -> Data {
        let box = try AES.GCM.seal(text, using: key, authenticating: Array(row.utf8))
        guard let combined = box.combined else { throw CredentialBoxError.sealing }
        return Data([CredentialBox.form] + keyID) + combined
    }

    func open(_ sealed: Data, for row: String) throws -> [UInt8] {
        guard sealed.first == CredentialBox.form, sealed.count > 37 else { throw CredentialBoxError.malformed }
        guard Array(sealed.dropFirst().prefix(8)) == keyID else { throw CredentialBoxError.otherKey }
        let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(9))
        return Array(try AES.GCM.open(box, using: key, authenticating: Array(row.utf8)))
    }

    /// Checks that this is the key that the database's secrets were sealed with, and notes it in a new database.
    ///
    /// Throws `CredentialBoxError.otherKey`.
    package func check(against database: Database) async throws {
        let row = "key_check"
        let sealed = try seal(Array("sluice".utf8), for: row)
        let stored = try await database.writeDurably { db in
            try db.execute(
                sql: "INSERT INTO meta (key, value) VALUES ('key_check', ?) ON CONFLICT DO NOTHING",
                arguments: [sealed]
            )
            return try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'key_check'")
        }
        guard let stored else { throw CredentialBoxError.malformed }
        guard (try? open(stored, for: row)) != nil else { throw CredentialBoxError.otherKey }
    }

    /// Whether secrets were sealed in this database before, so that a new key can't be right.
    package static func isKeyed(_ database: Database) async throws -> Bool {
        try await database.read { db in
            guard try db.tableExists("meta") else { return false }
            return try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'key_check')") ?? false
        }
    }
}

/// Why a sealed text doesn't open.
package enum CredentialBoxError: Error, Sendable, Equatable {
    /// It was sealed with another key.
    case otherKey
    case malformed
    case sealing
}
