import HTTPTypes
import Hummingbird

/// Answers 405 with `Allow` for paths that are there and methods that aren't.
enum WrongMethods {
    private static let known: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

    /// Adds what is missing to each path; call it when all routes are there.
    static func refuse(on router: Router<APIContext>) {
        for (path, routes) in Dictionary(grouping: router.routes, by: { "\($0.path)" }) {
            let methods = routes.map(\.method)
            let allowed = known.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
            for method in known where !methods.contains(method) {
                router.on(RouterPath(path), method: method) { request, _ -> Answer in
                    var error = APIError(.methodNotAllowed, "\(request.uri.path) has no \(method); it has \(allowed)")
                    error.headers[.allow] = allowed
                    throw error
                }
            }
        }
    }
}
