import GRDB
import JSON

/// JSON that this server wrote into a column itself.
enum StoredJSON {
    static func value(_ text: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a JSON column can't be read: \(error)")
        }
    }

    static func object(_ text: String) throws -> JSONObject {
        try value(text).objectValue ?? JSONObject()
    }

    static func array(_ text: String) throws -> [JSONValue] {
        try value(text).arrayValue ?? []
    }
}
