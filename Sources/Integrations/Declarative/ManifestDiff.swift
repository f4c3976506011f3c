import Domain
import JSON

/// What changed between two manifests of one integration, and what of it breaks jobs, accounts or stored records.
package struct ManifestDiff: Sendable {
    package struct Change: Sendable, Equatable {
        /// Where in the manifest, with dots.
        package let path: String
        package let message: String
        /// Whether what worked before may no longer, or records change their identity.
        package let isBreaking: Bool
    }

    /// In the order of the alphabet of their paths.
    package let changes: [Change]

    package init(from old: Manifest, to new: Manifest) {
        var changes = Changes()
        changes.compare("name", old.name, new.name, breaking: "accounts and jobs name the integration")
        changes.compare("base_url", old.source["base_url"], new.source["base_url"], breaking: "calls go to another address")
        changes.compare("authorization", old.source["authorization"], new.source["authorization"], breaking: "accounts may lack it")
        changes.credentials(old, new)
        for (name, resource) in old.resources {
            let path = "resources.\(name)"
            guard let other = new.resources[name] else {
                changes.add(path, "removed: jobs that name it fail", isBreaking: true)
                continue
            }
            changes.resource(resource, other, at: path)
        }
        for name in new.resources.keys where old.resources[name] == nil { changes.add("resources.\(name)", "added") }
        changes.unified(old.unified, new.unified)
        for key in Set(old.source.keys + new.source.keys).subtracting(Changes.own) {
            changes.compare(key, old.source[key], new.source[key])
        }
        self.changes = changes.all.sorted { $0.path == $1.path ? $0.message < $1.message : $0.path < $1.path }
    }

    package var isBreaking: Bool { changes.contains(where: \.isBreaking) }
}

private struct Changes {
    /// Keys of a manifest that are looked into one by one.
    static let own: Set<String> = ["name", "base_url", "authorization", "credentials", "resources", "unified"]

    var all: [ManifestDiff.Change] = []

    mutating func add(_ path: String, _ message: String, isBreaking: Bool = false) {
        all.append(ManifestDiff.Change(path: path, message: message, isBreaking: isBreaking))
    }

    /// A change is breaking where `breaking` says why.
    mutating func compare<Value: Equatable>(_ path: String, _ old: Value, _ new: Value, breaking: String? = nil) {
        guard old != new else { return }
        add(path, breaking.map { "changed: \($0)" } ?? "changed", isBreaking: breaking != nil)
    }

    mutating func credentials(_ old: Manifest, _ new: Manifest) {
        for method in old.credentials {
            let path = "credentials.\(method.key)"
            guard let other = new.credentials.first(where: { $0.key == method.key }) else {
                add(path, "removed: accounts connected this way can't be any more", isBreaking: true)
                continue
            }
            let known = method.method.fields.map(\.key)
            for field in other.method.fields where field.isRequired && !known.contains(field.key) {
                add("\(path).\(field.key)", "added and required: accounts there are lack it", isBreaking: true)
            }
            compare(path, method.method.signInScopes, other.method.signInScopes)
        }
        for method in new.credentials where !old.credentials.contains(where: { $0.key == method.key }) {
            add("credentials.\(method.key)", "added")
        }
    }

    mutating func resource(_ old: ManifestResource, _ new: ManifestResource, at path: String) {
        let identity = "stored records would be there twice, under their old ids and their new ones"
        compare("\(path).id_path", old.idPath, new.idPath, breaking: identity)
        compare("\(path).id_scope", old.idScope ?? .global, new.idScope ?? .global, breaking: identity)
        compare("\(path).deletes", old.deletes?.strategy, new.deletes?.strategy)
        for (name, method) in old.methods {
            let place = "\(path).\(name)"
            guard let other = new.methods[name] else {
                add(place, "removed: jobs that call it fail", isBreaking: true)
                continue
            }
            self.method(method, other, at: place)
        }
        for name in new.methods.keys where old.methods[name] == nil { add("\(path).\(name)", "added") }
    }

    private mutating func method(_ old: ManifestMethod, _ new: ManifestMethod, at path: String) {
        for key in new.path.queryKeys where !old.path.queryKeys.contains(key) {
            add("\(path).path", "needs query.\(key) now: jobs there are lack it", isBreaking: true)
        }
        if new.path.needsID, !old.path.needsID { add("\(path).path", "needs an id now", isBreaking: true) }
        compare("\(path).returns", old.returns, new.returns, breaking: "what it answers is another kind of thing")
        compare("\(path).writes", old.writes, new.writes, breaking: "whether a call may be repeated")
        compare("\(path).response_path", old.responsePath, new.responsePath)
        compare("\(path).pagination", old.pagination?.format, new.pagination?.format)
        compare("\(path).incremental", old.incremental?.parameter, new.incremental?.parameter, breaking: "jobs name the parameter")
    }

    mutating func unified(_ old: JSONObject, _ new: JSONObject) {
        for (name, mapping) in old {
            let path = "unified.\(name)"
            guard let other = new[name] else {
                add(path, "removed: jobs that name it fail", isBreaking: true)
                continue
            }
            let fields = other["response_mapping"]?.objectValue
            for field in mapping["response_mapping"]?.objectValue?.keys ?? [] where fields != nil && fields?[field] == nil {
                add("\(path).response_mapping.\(field)", "removed: records lose the field", isBreaking: true)
            }
            for method in ["list", "get", "create", "update", "delete"] where mapping[method] != nil && other[method] == nil {
                add("\(path).\(method)", "removed: jobs that call it fail", isBreaking: true)
            }
            if mapping != other { add(path, "changed") }
        }
        for name in new.keys where old[name] == nil { add("unified.\(name)", "added") }
    }
}
