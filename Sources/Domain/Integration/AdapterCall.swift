package import JSON

/// One logical request of a node, with every placeholder filled in.
package struct AdapterCall: Sendable {
    package var resource: String
    package var method: String
    package var id: String?
    package var query: JSONObject
    package var body: JSONValue?
    package var account: AccountContext
    /// Values to pick out of every record while the page is split, besides the id.
    package var fields: [JSONPath]
    package var now: Timestamp

    package init(
        resource: String,
        method: String,
        id: String? = nil,
        query: JSONObject = JSONObject(),
        body: JSONValue? = nil,
        account: AccountContext,
        fields: [JSONPath] = [],
        now: Timestamp
    ) {
        self.resource = resource
        self.method = method
        self.id = id
        self.query = query
        self.body = body
        self.account = account
        self.fields = fields
        self.now = now
    }
}
