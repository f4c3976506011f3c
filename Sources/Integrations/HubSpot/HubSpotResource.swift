import Domain
import JSON

/// One row of the table of HubSpot's resources.
struct HubSpotResource: Sendable {
    /// A part of HubSpot's CRM API, as its paths call it.
    enum API: String, Sendable { case objects, owners, pipelines, properties, associations }

    /// A part of a path behind the API's.
    enum Segment: Sendable {
        case fixed(String)
        /// Filled from the query, which a call can't do without.
        case query(String)
    }

    let name: String
    let api: API
    var segments: [Segment] = []
    let methods: [HubSpotMethod]
    /// What tells two records apart.
    var key: JSONPath = "id"
    /// Most records on a page of the list; nil for one that comes whole.
    var pageCap: Int?
    /// Most inputs of a batch.
    var batchCap = 0

    private static let objectMethods: [HubSpotMethod] = [
        .list, .get, .create, .update, .delete, .search, .batchRead,
    ]

    private static func objects(_ name: String, _ type: Segment) -> HubSpotResource {
        HubSpotResource(
            name: name,
            api: .objects,
            segments: [type],
            methods: objectMethods,
            pageCap: 100,
            batchCap: 100
        )
    }

    static let all = [
        objects("contacts", .fixed("contacts")), objects("companies", .fixed("companies")),
        objects("deals", .fixed("deals")), objects("tickets", .fixed("tickets")),
        // Records of any type, custom ones by their id (`2-1234567`) among them.
        objects("objects", .query("object_type")),
        HubSpotResource(name: "owners", api: .owners, methods: [.list, .get], pageCap: 500),
        HubSpotResource(name: "pipelines", api: .pipelines, segments: [.query("object_type")], methods: [.list]),
        HubSpotResource(
            name: "properties",
            api: .properties,
            segments: [.query("object_type")],
            methods: [.list],
            key: "name"
        ),
        HubSpotResource(
            name: "associations",
            api: .associations,
            segments: [.query("from"), .query("to")],
            methods: [.batchRead],
            key: "from.id",
            batchCap: 1000
        ),
    ]

    var capabilities: [Capability] {
        methods.map { method in
            Capability(
                resource: name,
                method: method.rawValue,
                writes: method.writes,
                needsID: method.needsID,
                takesID: method.needsID,
                requiredQuery: queryKeys,
                // What changed appears in searches some seconds late, in rare cases minutes.
                lookBack: method == .search ? .seconds(300) : .zero
            )
        }
    }

    /// Keys of the query that go into the path.
    var queryKeys: [String] {
        segments.compactMap { segment in
            guard case .query(let key) = segment else { return nil }
            return key
        }
    }

    /// The path below the address; throws `unsendable` when it can't be filled.
    func path(of method: HubSpotMethod, for call: AdapterCall) throws(IntegrationError) -> String {
        var path = try HubSpotVersion(of: call.account).path(of: api)
        for segment in segments {
            switch segment {
            case .fixed(let text): path += "/" + text
            case .query(let key):
                guard let value = call.query[key], !value.isNull else {
                    throw IntegrationError(.unsendable, message: "\(name) needs query.\(key)")
                }
                path += "/" + (try PercentEncoding.segment(value.stringValue ?? value.text))
            }
        }
        guard method.needsID else { return path + method.suffix }
        guard let id = call.id else {
            throw IntegrationError(.unsendable, message: "\(name).\(method.rawValue) needs an id")
        }
        return path + "/" + (try PercentEncoding.segment(id))
    }
}
