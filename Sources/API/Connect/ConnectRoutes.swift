import Domain
import Engine
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// `/connect-account`: the pages on which a link's holder connects an account.
///
/// No token is needed but the link's.
struct ConnectRoutes: Sendable {
    private static let bodyLimit = 200 << 10
    let connectAccount: ConnectAccount
    let address: PublicAddress

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/connect-account", use: show)
        routes.post("/connect-account", use: submit)
        routes.get("/connect-account/callback", use: arrive)
        routes.get("/connect-account/style.css") { _, _ in
            var headers = ConnectPage.safety
            headers[.contentType] = "text/css; charset=utf-8"
            headers[.cacheControl] = "max-age=300"
            return Response(
                status: .ok,
                headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(string: ConnectStyle.text))
            )
        }
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> ConnectPage {
        let query = QueryString(request.uri.query)
        let cookie = BrowserCookie(request.headers, isSecure: address.isSecure)
        guard let invitation = try await connectAccount.invitation(query["link_token"] ?? "") else {
            return ConnectPage.deadLink
        }
        var page = page(of: invitation, query["integration"], query["method"], cookie)
        page.cookie = cookie.header
        return page
    }

    private func page(
        of invitation: ConnectInvitation,
        _ integration: String?,
        _ method: String?,
        _ cookie: BrowserCookie
    ) -> ConnectPage {
        let named = invitation.choices.first { $0.installed.integrationName == integration }
        guard let choice = named ?? (invitation.choices.count == 1 ? invitation.choices.first : nil),
            let method = choice.methods.first(where: { $0.key == method }) ?? choice.methods.first
        else { return ConnectPage.choices(invitation) }
        return form(invitation, choice, method, cookie).page
    }

    private func form(
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        _ cookie: BrowserCookie,
        root: String = ""
    ) -> ConnectForm {
        ConnectForm(
            invitation: invitation,
            choice: choice,
            method: method,
            proof: cookie.proof(of: invitation.text),
            root: root
        )
    }

    private func submit(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await request.body.collect(upTo: ConnectRoutes.bodyLimit)
        let fields = QueryString(String(buffer: body))
        let cookie = BrowserCookie(request.headers, isSecure: address.isSecure)
        guard let invitation = try await connectAccount.invitation(fields["link_token"] ?? "") else {
            return ConnectPage.deadLink.response(from: request, context: context)
        }
        guard let choice = invitation.choices.first(where: { $0.installed.integrationName == fields["integration"] }),
            let method = choice.methods.first(where: { $0.key == fields["method"] }),
            fields["proof"] == cookie.proof(of: invitation.text)
        else {
            var page = ConnectPage.foreignForm(invitation)
            page.cookie = cookie.header
            return page.response(from: request, context: context)
        }
        let typed = Dictionary(
            method.fields.map { ($0.key, fields["field_\($0.key)"] ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
        do {
            guard !method.isSignIn else {
                let target = try await connectAccount.signIn(
                    invitation,
                    choice,
                    method,
                    typed: typed,
                    redirectURI: address.callback,
                    browser: cookie.fingerprint
                )
                return ConnectPage.moving(to: target, at: choice.adapter.label)
                    .response(from: request, context: context)
            }
            let account = try await connectAccount.connect(invitation, choice, method, typed: typed)
            return connected(account, invitation, choice, root: "", request, context)
        } catch let failure as ConnectFailure {
            note(failure, choice, context)
            var form = form(invitation, choice, method, cookie)
            form.typed = typed
            form.failure = failure
            return form.page.response(from: request, context: context)
        }
    }

    private func arrive(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = QueryString(request.uri.query)
        let cookie = BrowserCookie(request.headers, isSecure: address.isSecure)
        let arrival = try await connectAccount.arrive(
            .init(
                state: query["state"] ?? "",
                code: query["error"] == nil ? query["code"] : nil,
                error: query["error"],
                browser: cookie.fingerprint
            )
        )
        guard let invitation = arrival.invitation, let choice = arrival.choice else {
            return ConnectPage.unknownSignIn.response(from: request, context: context)
        }
        switch arrival.result {
        case .success(let account):
            return connected(account, invitation, choice, root: "../", request, context)
        case .failure(let failure):
            note(failure, choice, context)
            guard let method = choice.methods.first(where: \.isSignIn) else {
                return ConnectPage.unknownSignIn.response(from: request, context: context)
            }
            var form = form(invitation, choice, method, cookie, root: "../")
            form.typed = arrival.typed
            form.failure = failure
            return form.page.response(from: request, context: context)
        }
    }

    /// What of it a person may have to look at; never what was typed, nor what the vendor said.
    private func note(_ failure: ConnectFailure, _ choice: ConnectInvitation.Choice, _ context: APIContext) {
        guard case .refused(let error) = failure else { return }
        context.logger.info(
            "account not connected",
            metadata: ["integration": "\(choice.installed.integrationName)", "reason": "\(error.kindName)"]
        )
    }

    /// The end of a link: back to where it came from, or a page that says so.
    private func connected(
        _ account: IntegratedAccount,
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice,
        root: String,
        _ request: Request,
        _ context: APIContext
    ) -> Response {
        guard let target = invitation.token.redirectURI else {
            return ConnectPage.connected(choice.adapter.label, root: root).response(from: request, context: context)
        }
        let parameters = [
            (name: "result", value: "success"), (name: "integrated_account_id", value: account.id.rawValue),
            (name: "integration", value: account.integrationName),
        ]
        var headers = ConnectPage.safety
        headers[.location] = WebAddress.adding(parameters, to: target)
        return Response(status: .seeOther, headers: headers)
    }
}
