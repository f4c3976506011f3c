import Domain
import JSON

/// Makes the start of a manifest out of an OpenAPI 3 document: what it says, and a guess where it only hints.
///
/// What no such document says (how deletions show, what order a list has) is left for a person.
struct OpenAPIReader {
    private let document: JSONValue
    private static let verbs = ["get", "post", "put", "patch", "delete"]
    private static let idNames = ["id", "uuid", "key", "gid", "number", "slug"]

    /// Throws what keeps the document from being read.
    init(_ document: JSONValue) throws(ValidationError) {
        guard document["openapi"]?.stringValue?.hasPrefix("3.") ?? false else {
            throw ValidationError("openapi", "expected an OpenAPI document of version 3")
        }
        guard document["paths"]?.objectValue?.isEmpty == false else { throw ValidationError("paths", "has none") }
        self.document = document
    }

    /// The manifest for an integration of this name.
    func manifest(named name: String) -> JSONObject {
        var manifest: JSONObject = ["name": .string(name)]
        manifest["label"] = document["info"]?["title"] ?? .string(name)
        manifest["category"] = "other"
        if let address = document["externalDocs"]?["url"]?.stringValue { manifest["documentation"] = .string(address) }
        manifest["base_url"] = .string(base)
        for (key, value) in access { manifest[key] = value }
        var resources: [(name: String, value: JSONObject)] = []
        for (path, item) in document["paths"]?.objectValue ?? [:] {
            for verb in OpenAPIReader.verbs {
                guard let operation = item[verb] else { continue }
                add(operation, verb, path, shared: item["parameters"], to: &resources)
            }
        }
        manifest["resources"] = .object(JSONObject(resources.map { ($0.name, .object($0.value)) }))
        return manifest
    }

    /// The first server's address; variables become fields of the account.
    private var base: String {
        let address = document["servers"]?[0]?["url"]?.stringValue ?? "https://api.example.com"
        let whole = address.hasPrefix("/") ? "https://api.example.com" + address : address
        return whole.replacing(/\{([^{}]+)\}/) { "{{\($0.1)}}" }
    }

    // MARK: Access

    /// `credentials` and `authorization` by the first security scheme that manifests know.
    private var access: JSONObject {
        let variables =
            document["servers"]?[0]?["variables"]?.objectValue?.keys
            ?? base.matches(of: /\{\{([^{}]+)\}\}/).map { String($0.1) }
        func fields(_ names: (String, String)...) -> JSONValue {
            let all = variables.map { ($0, $0) } + names
            return .array(all.map { ["name": .string($0.0), "label": .string($0.1)] })
        }
        func form(_ format: String, _ config: JSONValue, _ authorization: JSONValue) -> JSONObject {
            ["credentials": [format: ["format": .string(format), "config": config]], "authorization": authorization]
        }
        for (_, reference) in document["components"]?["securitySchemes"]?.objectValue ?? [:] {
            let scheme = resolved(reference)
            switch (scheme["type"]?.stringValue, scheme["scheme"]?.stringValue?.lowercased()) {
            case ("http", "basic"):
                let config: JSONValue = ["fields": fields(("username", "User"), ("password", "Password"))]
                return form(
                    "basic",
                    config,
                    ["format": "basic", "config": ["username": "{{username}}", "password": "{{password}}"]]
                )
            case ("http", _):
                return form("api_key", ["fields": fields(("access_token", "Access token"))], ["format": "bearer"])
            case ("apiKey", _):
                let name = scheme["name"]?.stringValue ?? "X-Api-Key"
                let place = scheme["in"]?.stringValue == "query" ? "query" : "header"
                let config: JSONValue = [name: "{{api_key}}"]
                return form(
                    "api_key",
                    ["fields": fields(("api_key", "API key"))],
                    ["format": .string(place), "config": config]
                )
            case ("oauth2", _):
                guard let flow = scheme["flows"]?["authorizationCode"] else { continue }
                let config: JSONValue = [
                    "fields": fields(), "authorize_url": flow["authorizationUrl"] ?? "",
                    "token_url": flow["tokenUrl"] ?? "",
                    "scopes": .array((flow["scopes"]?.objectValue ?? [:]).keys.map { .string($0) }),
                ]
                return form("oauth2", config, ["format": "bearer"])
            default: continue
            }
        }
        return form("api_key", ["fields": fields(("access_token", "Access token"))], ["format": "bearer"])
    }

    // MARK: Resources

    private func add(
        _ operation: JSONValue,
        _ verb: String,
        _ path: String,
        shared: JSONValue?,
        to resources: inout [(name: String, value: JSONObject)]
    ) {
        let segments = path.split(separator: "/").map(String.init)
        let isOne = segments.last?.hasPrefix("{") ?? false
        guard let noun = segments.last(where: { !$0.hasPrefix("{") }) else { return }
        let name = noun.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined().lowercased()
        let answer = schema(ofAnswerTo: operation)
        let list = isOne ? nil : listPath(answer)
        let method: String
        switch verb {
        case "get": method = isOne || list == nil ? "get" : "list"
        case "post": method = isOne ? "" : "create"
        case "put", "patch": method = isOne ? "update" : ""
        default: method = isOne ? "delete" : ""
        }
        guard !method.isEmpty else { return }
        var value: JSONObject = ["path": .string(template(segments, isOne: isOne))]
        let usual = ["create": "post", "update": "patch", "delete": "delete"][method] ?? "get"
        if verb != usual { value["method"] = .string(verb) }
        if let text = operation["summary"]?.stringValue { value["description"] = .string(text) }
        if method == "list" {
            if let list, !list.isEmpty { value["response_path"] = .string(list) }
            let parameters = (shared?.arrayValue ?? []) + (operation["parameters"]?.arrayValue ?? [])
            value["pagination"] = pagination(parameters.map(resolved), answer, operation)
        }
        let index = resources.firstIndex { $0.name == name }
        var resource = index.map { resources[$0].value } ?? JSONObject()
        guard resource[method] == nil else { return }
        if method == "list" || method == "get", resource["id_path"] == nil {
            let record = method == "list" ? element(of: answer, at: list) : answer
            if let id = OpenAPIReader.idNames.first(where: { record["properties"]?[$0] != nil }), id != "id" {
                resource["id_path"] = .string(id)
            }
        }
        resource[method] = .object(value)
        if let index { resources[index].value = resource } else { resources.append((name, resource)) }
    }

    /// The path with parents read from the query, and the record's own id at its end.
    private func template(_ segments: [String], isOne: Bool) -> String {
        let parts = segments.enumerated().map { index, segment -> String in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return segment }
            let name = segment.dropFirst().dropLast().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
            return isOne && index == segments.count - 1 ? "{{id}}" : "{{query.\(name)}}"
        }
        return "/" + parts.joined(separator: "/")
    }

    /// How the list's parameters and answer say that it is walked; null where nothing does.
    private func pagination(_ parameters: [JSONValue], _ answer: JSONValue, _ operation: JSONValue) -> JSONValue {
        let names = parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.stringValue }
        func first(_ words: [String]) -> String? { names.first { words.contains($0.lowercased()) } }
        var config = JSONObject()
        if let size = first(["limit", "per_page", "page_size", "pagesize", "page[size]", "size", "count"]) {
            config["limit_param"] = .string(size)
            let parameter = parameters.first { $0["name"]?.stringValue == size }
            config["limit"] = parameter?["schema"]?["maximum"] ?? parameter?["schema"]?["default"] ?? 100
        }
        func kind(_ format: String, _ own: JSONObject) -> JSONValue {
            for (key, value) in own { config[key] = value }
            return ["format": .string(format), "config": .object(config)]
        }
        let headers = operation["responses"]?["200"].map(resolved)?["headers"]?.objectValue ?? [:]
        if headers.keys.contains(where: { $0.lowercased() == "link" }) { return kind("link_header", [:]) }
        let places = leaves(of: answer, depth: 3)
        let cursorWords = ["cursor", "after", "page_token", "page-token", "pagetoken", "next_token", "starting_after"]
        if let cursor = first(cursorWords + ["page[after]", "next_cursor"]) {
            let tokens = [
                "next_cursor", "next_page_token", "nextpagetoken", "next_token", "after_cursor", "end_cursor",
            ]
            let place = places.first { tokens.contains($0.split(separator: ".").last.map { $0.lowercased() } ?? "") }
            return kind("cursor", ["cursor_path": .string(place ?? "next_cursor"), "cursor_param": .string(cursor)])
        }
        if let next = places.first(where: { $0 == "next" || $0.hasSuffix("next_page") || $0.hasSuffix(".next") }) {
            return kind("next_url", ["next_url_path": .string(next)])
        }
        if let offset = first(["offset", "skip", "start"]) { return kind("offset", ["offset_param": .string(offset)]) }
        if let page = first(["page", "page_number", "page[number]"]) {
            return kind("page", ["page_param": .string(page)])
        }
        return .null
    }

    // MARK: Schemas

    private func schema(ofAnswerTo operation: JSONValue) -> JSONValue {
        let responses = operation["responses"]?.objectValue ?? [:]
        let success = responses.first { $0.key.hasPrefix("2") }?.value ?? [:]
        let content = resolved(success)["content"]?.objectValue ?? [:]
        let media = content.first { $0.key.contains("json") }?.value ?? [:]
        return resolved(media["schema"] ?? [:])
    }

    /// Where an answer has its list: empty for the answer itself, nil for none.
    private func listPath(_ schema: JSONValue) -> String? {
        if schema["type"] == "array" || schema["items"] != nil { return "" }
        for (name, value) in schema["properties"]?.objectValue ?? [:] {
            let property = resolved(value)
            if property["type"] == "array" || property["items"] != nil { return name }
        }
        for (name, value) in schema["properties"]?.objectValue ?? [:] {
            let inner = resolved(value)["properties"]?.objectValue ?? [:]
            if let found = inner.first(where: { resolved($0.value)["type"] == "array" }) {
                return "\(name).\(found.key)"
            }
        }
        return nil
    }

    private func element(of schema: JSONValue, at path: String?) -> JSONValue {
        var current = schema
        for name in (path ?? "").split(separator: ".") {
            current = resolved(current["properties"]?[String(name)] ?? [:])
        }
        return resolved(current["items"] ?? [:])
    }

    private func leaves(of schema: JSONValue, depth: Int) -> [String] {
        guard depth > 0 else { return [] }
        return (schema["properties"]?.objectValue ?? [:]).flatMap { name, value -> [String] in
            let property = resolved(value)
            guard property["properties"] != nil else { return property["items"] == nil ? [name] : [] }
            return leaves(of: property, depth: depth - 1).map { "\(name).\($0)" }
        }
    }

    /// What a reference within the document stands for; of `allOf` the members together.
    private func resolved(_ value: JSONValue) -> JSONValue { resolved(value, depth: 0) }

    private func resolved(_ value: JSONValue, depth: Int) -> JSONValue {
        guard depth < 16 else { return [:] }
        if let reference = value["$ref"]?.stringValue, reference.hasPrefix("#/") {
            var current: JSONValue? = document
            for part in reference.dropFirst(2).split(separator: "/") {
                current = current?[String(part).replacing("~1", with: "/").replacing("~0", with: "~")]
            }
            return resolved(current ?? [:], depth: depth + 1)
        }
        guard let parts = value["allOf"]?.arrayValue else { return value }
        var properties = value["properties"]?.objectValue ?? [:]
        for part in parts {
            for (name, property) in resolved(part, depth: depth + 1)["properties"]?.objectValue ?? [:] {
                properties[name] = property
            }
        }
        return ["type": "object", "properties": .object(properties)]
    }
}
