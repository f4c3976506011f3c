import Domain
import JSON

/// How the answers of one method are asked for, page by page.
protocol HubSpotWalk: Sendable {
    /// Values of an answer that `next` reads, by their positions.
    var envelope: [JSONPath] { get }
    /// Values of each record that `next` reads, behind the id, which is the first.
    var fields: [JSONPath] { get }

    func query(after cursor: Cursor?) throws(IntegrationError) -> JSONObject
    func body(after cursor: Cursor?) throws(IntegrationError) -> JSONValue?

    /// The cursor after a page, nil on the last one.
    ///
    /// Throws when the page isn't all that was asked for, so that nothing is lost in silence.
    func next(in page: SplitPage, after cursor: Cursor?) throws(IntegrationError) -> Cursor?
}

/// One record, or none.
struct HubSpotSingle: HubSpotWalk {
    let envelope: [JSONPath] = []
    let fields: [JSONPath] = []
    let ownQuery: JSONObject
    let ownBody: JSONValue?

    func query(after cursor: Cursor?) -> JSONObject { ownQuery }

    func body(after cursor: Cursor?) -> JSONValue? { ownBody }

    func next(in page: SplitPage, after cursor: Cursor?) -> Cursor? { nil }
}
