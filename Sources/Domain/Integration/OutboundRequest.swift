/// A request as it will be sent.
package struct OutboundRequest: Sendable, Equatable {
    package struct Header: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    package var method: String
    /// Absolute, percent-encoded.
    package var url: String
    package var headers: [Header]
    package var body: [UInt8]?

    package init(method: String, url: String, headers: [Header] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
