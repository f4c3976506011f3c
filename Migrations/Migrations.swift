/// A step of the database schema, carried in the binary.
package struct Migration: Sendable, Equatable {
    /// Counts from 1 without gaps.
    package let number: Int
    /// The file's name without its ending.
    package let name: String
    package let sql: [UInt8]

    package init(number: Int, name: String, sql: [UInt8]) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Every migration, in order.
    ///
    /// Forward only. A file is never edited once it landed: `checksums` beside it is compared by a test, and the
    /// database refuses to open with an edited one.
    package static let all: [Migration] = [
        Migration(number: 1, name: "0001_create_core", sql: PackageResources._001_create_core_sql),
        Migration(number: 2, name: "0002_add_args_validation", sql: PackageResources._002_add_args_validation_sql),
        Migration(number: 3, name: "0003_create_delivery", sql: PackageResources._003_create_delivery_sql),
        Migration(
            number: 4,
            name: "0004_create_unified_model_override",
            sql: PackageResources._004_create_unified_model_override_sql
        ),
        Migration(number: 5, name: "0005_add_connecting", sql: PackageResources._005_add_connecting_sql),
        Migration(number: 6, name: "0006_add_manifests", sql: PackageResources._006_add_manifests_sql),
    ]
}
