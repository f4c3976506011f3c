package import JSON

/// One entry of a job's `resources` in the flat language: a request to make.
package struct ResourceNode: Sendable, Equatable {
    /// `model/resource` of a unified model, or one of the vendor's own names.
    package let resource: String
    /// `list`, `get`, `create`, `update`, `delete` or a method of the integration.
    package let method: String
    /// What `depends_on` may call the node when it isn't called by its resource.
    package let name: String?
    /// Text with placeholders, or a number.
    package let id: JSONValue?
    package let query: JSONObject
    package let body: JSONValue?
    /// A JSONata expression that gives the query, in place of `query`.
    package let queryExpression: String?
    /// A JSONata expression that gives the body, in place of `body`.
    package let bodyExpression: String?
    /// Path of the array to repeat the request for, without braces.
    package let loopOn: String?
    package let dependsOn: String?
    /// Whether to store the records; nil leaves it to the kind of resource.
    package let persist: Bool?
    /// What the records of a unified resource look like; nil for `unified`.
    package let responseFormat: ResponseFormat?

    package init(
        resource: String,
        method: String,
        name: String? = nil,
        id: JSONValue? = nil,
        query: JSONObject = JSONObject(),
        body: JSONValue? = nil,
        queryExpression: String? = nil,
        bodyExpression: String? = nil,
        loopOn: String? = nil,
        dependsOn: String? = nil,
        persist: Bool? = nil,
        responseFormat: ResponseFormat? = nil
    ) {
        self.resource = resource
        self.method = method
        self.name = name
        self.id = id
        self.query = query
        self.body = body
        self.queryExpression = queryExpression
        self.bodyExpression = bodyExpression
        self.loopOn = loopOn
        self.dependsOn = dependsOn
        self.persist = persist
        self.responseFormat = responseFormat
    }

    /// The node's name in counters and messages.
    package var label: String { name ?? resource }

    /// Where the node's record sits below `resources` in placeholders (`crm/contacts` at `crm.contacts`).
    package var contextPath: JSONPath { JSONPath(segments: resource.split(separator: "/").map(String.init)) }
}
