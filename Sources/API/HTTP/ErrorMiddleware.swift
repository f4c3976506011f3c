import Domain
import Engine
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// The one place where errors become answers.
struct ErrorMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return apiError(error, context).answer.response(from: request, context: context)
        }
    }

    private func apiError(_ error: any Error, _ context: APIContext) -> APIError {
        switch error {
        case let error as APIError: return error
        case let error as ValidationError: return APIError(error)
        case let error as IntegrationError: return APIError(error)
        case let error as PassThrough.Unknown: return APIError(error)
        case let error as JSONError:
            return APIError(ValidationError("", "the body is not valid JSON: \(error)"))
        case is StoreFull:
            return APIError(.serviceUnavailable, "the disk is full; nothing was stored")
        case is NIOTooManyBytesError:
            return APIError(.contentTooLarge, "the body is larger than \(RequestReading.bodyLimit >> 20) MiB")
        case let error as HTTPError:
            return APIError(error.status, error.body ?? sentence(for: error.status))
        default:
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            // Not `context.id`, which crashes where the logger keeps no metadata.
            let place = context.logger[metadataKey: "hb.request.id"].map { "; the log has it under \($0)" } ?? ""
            return APIError(.internalServerError, "something went wrong here\(place)")
        }
    }

    private func sentence(for status: HTTPResponse.Status) -> String {
        status == .notFound ? "there is no such endpoint" : status.reasonPhrase
    }
}
