import Domain
import JSON

extension QueryString {
    /// Levels of brackets at most.
    private static let depthLimit = 8

    /// The query as one object of text, without the parameters in `names`: `a[b]=1` is `{"a": {"b": "1"}}`.
    ///
    /// Lists are `a[]=1`, `a[0]=1` in order, or `a=1` repeated. Throws for a parameter that is two things at once.
    func object(without names: Set<String>) throws(ValidationError) -> JSONObject {
        var object = JSONObject()
        for item in items where !names.contains(item.name) && !item.name.isEmpty {
            let path = item.name + item.brackets.map { "[\($0)]" }.joined()
            guard item.brackets.count <= QueryString.depthLimit else {
                throw ValidationError(path, "at most \(QueryString.depthLimit) levels of brackets")
            }
            guard let value = QueryString.adding(item.value, at: item.brackets[...], to: object[item.name]) else {
                throw ValidationError(path, "the same parameter is given as another kind of value too")
            }
            object[item.name] = value
        }
        return object
    }

    /// `value` with `leaf` in it; nil where something of another kind is there.
    private static func adding(_ leaf: String, at path: ArraySlice<String>, to value: JSONValue?) -> JSONValue? {
        guard let first = path.first else {
            guard let value else { return .string(leaf) }
            if case .object = value { return .none }
            return .array((value.arrayValue ?? [value]) + [.string(leaf)])
        }
        let elements = value.map { $0.arrayValue ?? ($0.objectValue == nil ? [$0] : nil) } ?? .some([])
        if let elements, let index = first.isEmpty ? elements.count : Int(first), index <= elements.count {
            return adding(leaf, at: path.dropFirst(), toElement: index, of: elements, isNew: first.isEmpty)
        }
        guard value == nil || value?.objectValue != nil else { return .none }
        var object = value?.objectValue ?? JSONObject()
        guard let inner = adding(leaf, at: path.dropFirst(), to: object[first]) else { return .none }
        object[first] = inner
        return .object(object)
    }

    /// `a[][b]=1&a[][c]=2` is one element, until a key comes that it has.
    private static func adding(
        _ leaf: String,
        at rest: ArraySlice<String>,
        toElement index: Int,
        of elements: [JSONValue],
        isNew: Bool
    ) -> JSONValue? {
        var elements = elements
        var index = index
        if isNew, let key = rest.first, let last = elements.last?.objectValue, last[key] == nil { index -= 1 }
        guard let inner = adding(leaf, at: rest, to: index < elements.count ? .some(elements[index]) : .none) else {
            return .none
        }
        if index < elements.count { elements[index] = inner } else { elements.append(inner) }
        return .array(elements)
    }
}
