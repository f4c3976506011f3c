import Domain
import Foundation

/// A request's address, taken apart and decoded.
struct RequestParts {
    /// Scheme and authority.
    let origin: String
    /// Decoded part by part, so that a slash inside of one stays in it.
    let path: [String]
    /// Decoded, in order.
    let query: [(name: String, value: String)]

    init(_ request: OutboundRequest) {
        let halves = request.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let start = halves[0].firstRange(of: "://")?.upperBound ?? halves[0].startIndex
        let slash = halves[0][start...].firstIndex(of: "/") ?? halves[0].endIndex
        origin = String(halves[0][..<slash])
        path = RequestParts.segments(halves[0][slash...])
        query = halves.count > 1 ? RequestParts.pairs(halves[1]) : []
    }

    static func segments(_ path: some StringProtocol) -> [String] {
        path.split(separator: "/").map { decoded($0, plusIsBlank: false) }
    }

    static func pairs(_ text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(halves[0]), halves.count > 1 ? decoded(halves[1]) : "")
        }
    }

    private static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = true) -> String {
        let plain = plusIsBlank ? String(text).replacing("+", with: " ") : String(text)
        return plain.removingPercentEncoding ?? plain
    }
}
