import Domain
import JSON

/// A request while it is put together.
struct RequestDraft {
    var query = JSONObject()
    var headers: [OutboundRequest.Header] = []
    var body: JSONValue?
    /// In place of the method's own address: a link that the vendor gave.
    var link: String?
}
