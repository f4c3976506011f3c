import Domain
import Engine
import HTTPTypes
import Hummingbird
import NIOCore

/// A page of the connect flow: HTML without scripts, under a policy that lets nothing else in.
struct ConnectPage: ResponseGenerator {
    var status: HTTPResponse.Status = .ok
    let title: String
    let content: HTML
    /// The path from this page to `/connect-account`'s folder (`../` for the callback).
    var root = ""
    /// An origin that a form's answer may lead to, besides our own.
    var formTarget: String?
    /// Where to go at once; shown as a link as well.
    var refresh: String?
    var cookie: String?
    var retryAfter: Duration?

    func response(from request: Request, context: some RequestContext) -> Response {
        var headers = ConnectPage.safety
        headers[.contentType] = "text/html; charset=utf-8"
        let target = formTarget.map { " \($0)" } ?? ""
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'\(target); base-uri 'none'; frame-ancestors 'none'"
        headers[.setCookie] = cookie
        headers[.retryAfter] = retryAfter.map { "\(max(1, ($0.milliseconds + 999) / 1000))" }
        let body = ByteBuffer(string: html.description)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// What every answer of the flow carries: it is in no cache, no frame, and no other server's log.
    static let safety: HTTPFields = [
        .cacheControl: "no-store", .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer",
        .strictFrames: "DENY",
    ]

    private var html: HTML {
        let move: HTML = refresh.map { "<meta http-equiv=\"refresh\" content=\"0; url=\($0)\">\n" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            \(move)<title>\(title)</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="\(root)connect-account/style.css">
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(content)
            </main>
            </body>
            </html>

            """
    }
}

extension HTTPField.Name {
    fileprivate static var referrerPolicy: HTTPField.Name { .connect("Referrer-Policy") }
    fileprivate static var strictFrames: HTTPField.Name { .connect("X-Frame-Options") }

    /// A name that is one.
    private static func connect(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is a header's name") }
        return name
    }
}
