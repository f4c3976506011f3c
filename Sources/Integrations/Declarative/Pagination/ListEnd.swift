import Domain
import Expressions
import JSON

/// How a page that has no link to the next one shows whether there is one.
enum ListEnd: Sendable {
    /// Nothing says it: an empty page is the end. A short one may just be smaller than asked for.
    case emptyPage
    /// A truth value in the answer.
    case hasMore(JSONPath)
    /// The whole list's number of pages or records in the answer.
    case total(JSONPath)

    static let hasMoreKey = "has_more_path"

    /// `totalKey` names what is counted.
    init(_ reader: inout DocumentReader, totalKey: String) {
        let more = reader.text(ListEnd.hasMoreKey)
        let total = reader.text(totalKey)
        if more != nil, total != nil { reader.fail(totalKey, "give this or \(ListEnd.hasMoreKey)") }
        self = more.map { .hasMore(JSONPath($0)) } ?? total.map { .total(JSONPath($0)) } ?? .emptyPage
    }

    var envelope: [JSONPath] {
        switch self {
        case .emptyPage: []
        case .hasMore(let path), .total(let path): [path]
        }
    }

    /// Whether pages follow; `reached` is how much of the total there is with this page.
    func hasMore(after page: WalkedPage, reached: Int) throws(IntegrationError) -> Bool {
        switch self {
        case .emptyPage: return !page.split.records.isEmpty
        case .hasMore(let path):
            guard let more = page.bool(0) else {
                throw IntegrationError(.malformed, message: "the page has no truth value at \"\(path)\"")
            }
            return more
        case .total(let path):
            guard let total = page.text(0).flatMap({ Int($0) }) else {
                throw IntegrationError(.malformed, message: "the page has no whole number at \"\(path)\"")
            }
            return reached < total
        }
    }
}
