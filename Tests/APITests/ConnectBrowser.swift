import Foundation
import JSON
import Support

/// Just enough of a browser to follow a link: one cookie, forms, no scripts.
final class ConnectBrowser {
    let base: String
    private let client: Support.HTTPClient
    var cookie: String?

    init(base: String) {
        self.base = base
        client = Support.HTTPClient(base: base)
    }

    /// The page at a path of the server.
    func open(_ path: String) async throws -> Support.HTTPClient.Reply {
        note(try await client.send("GET", path, headers: headers))
    }

    /// Sends the form of `page` with `fields` in place of what it holds; hidden fields go along.
    func submit(_ page: Support.HTTPClient.Reply, _ fields: [String: String]) async throws -> Support.HTTPClient.Reply {
        var values: [String: String] = [:]
        for input in page.text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)">/) {
            values[String(input.1)] = String(input.2)
        }
        values.merge(fields) { $1 }
        let body = values.map { "\($0)=\(ConnectBrowser.encode($1))" }.joined(separator: "&")
        var headers = headers
        headers["content-type"] = "application/x-www-form-urlencoded"
        return note(try await client.send("POST", "/connect-account", Array(body.utf8), headers: headers))
    }

    private var headers: [String: String] { cookie.map { ["cookie": $0] } ?? [:] }

    private func note(_ reply: Support.HTTPClient.Reply) -> Support.HTTPClient.Reply {
        if let set = reply.header("set-cookie") { cookie = set.split(separator: ";").first.map(String.init) }
        return reply
    }

    static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension HTTPClient.Reply {
    /// The value of an input; nil where there is no such input.
    func value(of field: String) -> String? {
        let inputs = text.matches(of: /<input id="[^"]+" name="([^"]+)" type="[^"]+" value="([^"]*)"/)
        return inputs.first { $0.1 == "field_\(field)" }.map { String($0.2) }
    }

    /// The parameters of the address that the answer leads to.
    var target: [String: String] {
        let place = header("location") ?? text.firstMatch(of: /content="0; url=([^"]+)"/).map { String($0.1) } ?? ""
        let items = URLComponents(string: place.replacing("&amp;", with: "&"))?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }

    /// Where that is, whole.
    var targetAddress: String {
        let place = header("location") ?? text.firstMatch(of: /content="0; url=([^"]+)"/).map { String($0.1) } ?? ""
        return place.replacing("&amp;", with: "&")
    }
}
