/// The page on which an emulated vendor asks whether access is allowed, and the way back from it.
struct ConsentPage: Sendable {
    let vendor: String
    let clientID: String
    let codes: CodeBook

    /// GET shows the form, POST is its answer; both have the parameters of RFC 6749, 4.1.1.
    func answer(to request: SandboxRequest) -> SandboxAnswer {
        let sent =
            request.method == "POST" ? PercentCoding.form(String(decoding: request.body, as: UTF8.self)[...]) : []
        func value(_ name: String) -> String? { (sent + request.query).first { $0.name == name }?.value }
        guard value("client_id") == clientID else { return page(400, "<p>There is no such client.</p>") }
        guard let target = value("redirect_uri"), target.hasPrefix("http://") || target.hasPrefix("https://") else {
            return page(400, "<p>redirect_uri is missing or no address.</p>")
        }
        guard value("response_type") == "code" else {
            return back(to: target, request, ["error": "unsupported_response_type"])
        }
        let method = value("code_challenge_method")
        guard value("code_challenge") == nil || method == "S256" else {
            return back(to: target, request, ["error": "invalid_request"])
        }
        let names = [
            "client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method",
        ]
        let parameters = names.compactMap { name in value(name).map { (name: name, value: $0) } }
        switch (request.method, value("decision")) {
        case ("POST", "allow"):
            let grant = CodeBook.Grant(
                redirectURI: target,
                scope: value("scope") ?? "",
                challenge: value("code_challenge")
            )
            return back(to: target, state: value("state"), ["code": codes.issue(grant)])
        case ("POST", _):
            return back(to: target, state: value("state"), ["error": "access_denied"])
        default: return form(request, parameters)
        }
    }

    private func form(_ request: SandboxRequest, _ parameters: [(name: String, value: String)]) -> SandboxAnswer {
        let hidden = parameters.map { parameter in
            "<input type=\"hidden\" name=\"\(parameter.name)\" value=\"\(ConsentPage.escape(parameter.value))\">"
        }
        let scope = parameters.first { $0.name == "scope" }?.value ?? ""
        return page(
            200,
            """
            <p>An application wants to: \(ConsentPage.escape(scope)).</p>
            <form method="post" action="\(ConsentPage.escape(request.path))">
            \(hidden.joined(separator: "\n"))
            <button name="decision" value="allow" id="allow">Allow</button>
            <button name="decision" value="deny" id="deny">Deny</button>
            </form>
            """
        )
    }

    private func back(to target: String, _ request: SandboxRequest, _ result: [String: String]) -> SandboxAnswer {
        back(to: target, state: request.parameter("state"), result)
    }

    private func back(to target: String, state: String?, _ result: [String: String]) -> SandboxAnswer {
        var parameters = result
        parameters["state"] = state
        let query = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(PercentCoding.encode($0.value))" }
        var answer = SandboxAnswer(status: 302, body: [])
        answer.headers = [("Location", target + (target.contains("?") ? "&" : "?") + query.joined(separator: "&"))]
        return answer
    }

    private func page(_ status: Int, _ content: String) -> SandboxAnswer {
        let html = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(vendor)</title><link rel="icon" href="data:,"></head>
            <body><h1>\(vendor)</h1>
            \(content)
            </body></html>
            """
        var answer = SandboxAnswer(status: status, body: Array(html.utf8))
        answer.headers = [("Content-Type", "text/html; charset=utf-8")]
        return answer
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
