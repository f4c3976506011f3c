import Domain
import Engine
import HTTPTypes

// The pages that aren't forms.
extension ConnectPage {
    static var deadLink: ConnectPage {
        ConnectPage(
            status: .notFound,
            title: "This link can't be used",
            content: """
                <p>It was used already, is older than seven days, or was not copied whole.
                Please ask for a new one where you got it.</p>
                """
        )
    }

    static var unknownSignIn: ConnectPage {
        ConnectPage(
            status: .badRequest,
            title: "This sign-in can't be finished",
            content: """
                <p>It was finished before, took longer than an hour, or was begun in another browser.
                Nothing was connected. Please open your link again and start anew.</p>
                """,
            root: "../"
        )
    }

    static func foreignForm(_ invitation: ConnectInvitation) -> ConnectPage {
        ConnectPage(
            status: .forbidden,
            title: "Please try again",
            content: """
                <p>The form was not sent by the page that it belongs to, or your browser keeps no cookies. This page
                needs one, for an hour, so that nobody else can finish what you begin.</p>
                <p><a href="\(ConnectForm.address("", invitation, nil, method: nil))">Open the page again</a></p>
                """
        )
    }

    static func choices(_ invitation: ConnectInvitation) -> ConnectPage {
        let items = invitation.choices.map { choice -> HTML in
            let address = ConnectForm.address("", invitation, choice, method: nil)
            return "<li><a href=\"\(address)\">\(choice.adapter.label)</a></li>\n"
        }
        guard !items.isEmpty else {
            return ConnectPage(
                status: .notFound,
                title: "Nothing can be connected",
                content: "<p>There is nothing that this link can connect at the moment.</p>"
            )
        }
        return ConnectPage(
            title: "What would you like to connect?",
            content: "<nav aria-label=\"Integrations\"><ul>\n\(items)</ul></nav>"
        )
    }

    /// Not a redirect: a browser would hold it against the form's policy, which can't know the vendor's host.
    static func moving(to target: String, at label: String) -> ConnectPage {
        ConnectPage(
            title: "To \(label)",
            content: """
                <p>You are being taken to \(label) to allow access.</p>
                <p><a href="\(target)">Continue to \(label)</a></p>
                """,
            refresh: target
        )
    }

    static func connected(_ label: String, root: String) -> ConnectPage {
        ConnectPage(
            title: "\(label) is connected",
            content: """
                <p class="done" role="status">Your account is connected.</p>
                <p>You can close this page.</p>
                """,
            root: root
        )
    }
}
