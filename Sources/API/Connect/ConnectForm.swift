import Domain
import Engine
import HTTPTypes

/// The form of one method of one integration, as HTML.
struct ConnectForm {
    let invitation: ConnectInvitation
    let choice: ConnectInvitation.Choice
    let method: ConnectionMethod
    /// What was typed before; secrets are not given back.
    var typed: [String: String] = [:]
    var failure: ConnectFailure?
    /// Proves that the form was shown to the browser that sends it.
    let proof: String
    let root: String

    var title: String {
        "\(invitation.account == nil ? "Connect" : "Reconnect") \(choice.adapter.label)"
    }

    var page: ConnectPage {
        var page = ConnectPage(title: heading, content: content, root: root)
        page.formTarget = invitation.token.redirectURI.flatMap(WebAddress.origin)
        guard let failure else { return page }
        page.status = .badRequest
        if case .tooManyAttempts(let wait) = failure {
            page.status = .tooManyRequests
            page.retryAfter = wait
        }
        return page
    }

    /// Screen readers say it first when the page has loaded.
    private var heading: String { failure == nil ? title : "Error: \(title)" }

    private var failures: [ValidationFailure] {
        guard case .invalid(let failures) = failure else { return [] }
        return failures
    }

    private func failure(at field: ConnectionMethod.Field) -> String? {
        failures.first { $0.path == field.key }?.message
    }

    private var content: HTML {
        """
        \(summary)<p>\(method.help)</p>
        <form method="post" action="\(root)connect-account" novalidate>
        <input type="hidden" name="link_token" value="\(invitation.text)">
        <input type="hidden" name="integration" value="\(choice.installed.integrationName)">
        <input type="hidden" name="method" value="\(method.key)">
        <input type="hidden" name="proof" value="\(proof)">
        \(method.fields.map(field))<button type="submit">\(button)</button>
        </form>
        \(others)
        """
    }

    private var button: String { method.isSignIn ? "Continue to \(choice.adapter.label)" : "Connect" }

    private var summary: HTML {
        guard let failure else { return "" }
        let lines: [HTML]
        switch failure {
        case .invalid(let failures):
            lines = failures.map { failure in
                let isField = method.fields.contains { $0.key == failure.path }
                return isField
                    ? "<li><a href=\"#field-\(failure.path)\">\(failure.message)</a></li>"
                    : "<li>\(failure.message)</li>"
            }
        case .refused(let error):
            lines = ["<li>\(choice.adapter.label) did not accept this: \(error.description)</li>"]
        case .denied:
            lines = ["<li>Access was not allowed at \(choice.adapter.label). Nothing was connected.</li>"]
        case .tooManyAttempts, .linkUsed, .unknownSignIn:
            lines = ["<li>\(failure.sentence.prefix(1).uppercased() + failure.sentence.dropFirst()).</li>"]
        }
        return """
            <div class="summary" role="alert" tabindex="-1" aria-labelledby="summary">
            <h2 id="summary">This didn't work</h2>
            <ul>\(lines)</ul>
            </div>

            """
    }

    private func field(_ field: ConnectionMethod.Field) -> HTML {
        let id = "field-\(field.key)"
        let error = failure(at: field)
        var descriptions: [String] = []
        if !field.help.isEmpty { descriptions.append("\(id)-help") }
        if error != nil { descriptions.append("\(id)-error") }
        let help: HTML = field.help.isEmpty ? "" : "<p class=\"help\" id=\"\(id)-help\">\(field.help)</p>\n"
        let complaint: HTML = error.map { "<p class=\"error\" id=\"\(id)-error\">Error: \($0)</p>\n" } ?? ""
        let described: HTML =
            descriptions.isEmpty ? "" : " aria-describedby=\"\(descriptions.joined(separator: " "))\""
        let invalid: HTML = error == nil ? "" : " aria-invalid=\"true\""
        let required: HTML = field.isRequired ? " required" : ""
        let pattern: HTML = field.pattern.map { " pattern=\"\($0)\"" } ?? ""
        let value = field.isSecret ? "" : typed[field.key] ?? choice.base[field.key] ?? ""
        let optional: HTML = field.isRequired ? "" : " (optional)"
        return """
            <div class="field">
            <label for="\(id)">\(field.label)\(optional)</label>
            \(help)\(complaint)<input id="\(id)" name="field_\(field.key)" type="\(field.isSecret ? "password" : "text")" \
            value="\(value)" autocomplete="off" autocapitalize="none" spellcheck="false"\
            \(required)\(pattern)\(described)\(invalid)>
            </div>

            """
    }

    private var others: HTML {
        let ways = choice.methods.filter { $0.key != method.key }.map { other -> HTML in
            let address = ConnectForm.address(root, invitation, choice, method: other.key)
            return "<li><a href=\"\(address)\">\(other.label)</a></li>\n"
        }
        var parts: HTML = ways.isEmpty ? "" : "<h2>Other ways to connect</h2>\n<ul>\n\(ways)</ul>\n"
        if invitation.choices.count > 1 {
            let address = ConnectForm.address(root, invitation, nil, method: nil)
            parts = "\(parts)<p><a href=\"\(address)\">Connect something else</a></p>\n"
        }
        guard failure != nil, let back = invitation.token.redirectURI else { return parts }
        let target = WebAddress.adding(ConnectForm.result(of: failure, invitation, choice), to: back)
        return "\(parts)<p><a href=\"\(target)\">Go back without connecting</a></p>\n"
    }

    static func address(
        _ root: String,
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice?,
        method: String?
    ) -> String {
        var address = "\(root)connect-account?link_token=\(WebAddress.encode(invitation.text))"
        if let choice { address += "&integration=\(WebAddress.encode(choice.installed.integrationName))" }
        if let method { address += "&method=\(WebAddress.encode(method))" }
        return address
    }

    /// What `redirect_uri` is told of a failure.
    private static func result(
        of failure: ConnectFailure?,
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice
    ) -> [(name: String, value: String)] {
        let error =
            switch failure {
            case .denied: "access_denied"
            case .refused: "refused"
            case .invalid, .tooManyAttempts, .linkUsed, .unknownSignIn, nil: "not_connected"
            }
        return [("result", "error"), ("error", error), ("integration", choice.installed.integrationName)]
    }
}
