import Domain
import HTTPTypes
import Hummingbird

/// Finds the environment that the request's bearer token opens.
struct TokenMiddleware: RouterMiddleware {
    let environments: any EnvironmentStore

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw APIError(.unauthorized, "send a token: Authorization: Bearer <token>")
        }
        let token = header.dropFirst(7).trimmingPrefix { $0 == " " }
        guard let environment = try await environments.environment(ofToken: String(token)) else {
            throw APIError(.unauthorized, "the token is not valid")
        }
        var context = context
        context.tenant = environment
        return try await next(request, context)
    }
}
