import Foundation
import GRDB

/// A data folder or a database file that can't be worked with, as one sentence with its place.
package struct DatabaseUnusable: Error, CustomStringConvertible {
    package let description: String

    init(folder: String, _ error: any Error) {
        let reason =
            switch (error as? CocoaError)?.code {
            case .fileWriteNoPermission?, .fileReadNoPermission?: "permission denied"
            case .fileWriteFileExists?: "there is a file in its place"
            case .fileWriteOutOfSpace?: "the disk is full"
            case .fileWriteVolumeReadOnly?: "the disk is read-only"
            default: "check the path and its permissions"
            }
        description = "the data folder \(folder) can't be made or written: \(reason)"
    }

    init(file: String, _ error: DatabaseError) {
        let reason =
            switch error.resultCode {
            case .SQLITE_NOTADB: "is not a SQLite database"
            case .SQLITE_CORRUPT: "is damaged; restore it from a backup"
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
                "can't be opened for writing; check its permissions"
            case .SQLITE_FULL: "can't be opened: the disk is full"
            case .SQLITE_BUSY, .SQLITE_LOCKED: "is in use by another program"
            default: "can't be opened: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
            }
        description = "\(file) \(reason)"
    }
}
