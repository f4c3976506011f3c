import Crypto
import Domain
import Foundation
import GRDB
import Support
import Testing

@testable import Persistence

@Suite struct CredentialBoxTests {
    private let box = CredentialBox(key: SymmetricKey(size: .bits256))

    @Test func `what was sealed opens in its row`() throws {
        let sealed = try box.seal(Array("secret".utf8), for: "row")
        #expect(try box.open(sealed, for: "row") == Array("secret".utf8))
        #expect(try box.seal(Array("secret".utf8), for: "row") != sealed)
        #expect(sealed.firstRange(of: Data("secret".utf8)) == nil)
    }

    @Test func `it opens in no other row`() throws {
        let sealed = try box.seal(Array("secret".utf8), for: "row")
        #expect(throws: (any Error).self) { try box.open(sealed, for: "other") }
    }

    @Test func `it opens with no other key`() throws {
        let sealed = try box.seal(Array("secret".utf8), for: "row")
        #expect(throws: CredentialBoxError.otherKey) {
            try CredentialBox(key: SymmetricKey(size: .bits256)).open(sealed, for: "row")
        }
    }

    @Test func `a changed byte anywhere opens nothing`() throws {
        let sealed = try box.seal(Array("secret".utf8), for: "row")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: (any Error).self) { try box.open(changed, for: "row") }
        }
    }

    @Test func `a database knows the key it was first used with`() async throws {
        let rig = try await StoreRig()
        #expect(try await CredentialBox.isKeyed(rig.database) == false)
        try await box.check(against: rig.database)
        try await box.check(against: rig.database)
        #expect(try await CredentialBox.isKeyed(rig.database))
        await #expect(throws: CredentialBoxError.otherKey) {
            try await CredentialBox(key: SymmetricKey(size: .bits256)).check(against: rig.database)
        }
    }

    @Test func `no file of the database holds a secret in clear`() async throws {
        let rig = try await StoreRig()
        _ = try #require(try await rig.accounts.account(rig.account, in: rig.environment))
        let folder = rig.folder.path + "/data"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))
            #expect(data.firstRange(of: Data("the-secret-token".utf8)) == nil)
        }
    }
}
