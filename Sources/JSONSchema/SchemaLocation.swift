/// Where a schema is: a resource and the keys that lead into it from the resource's own root.
struct SchemaLocation: Sendable, Hashable {
    let resource: Int
    let pointer: [ExactKey]

    func appending(_ key: String) -> SchemaLocation {
        SchemaLocation(resource: resource, pointer: pointer + [ExactKey(key)])
    }
}
