#if Hummingbird && SQLite
import HTTPTypes
import Hummingbird

/// Tells browsers what the pages of the shop never do: run scripts, load from elsewhere, be
/// framed, or send forms elsewhere.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private static var fields: [(String, String)] {
        [
            (
                "Content-Security-Policy",
                """
                default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                base-uri 'none'; frame-ancestors 'none'
                """
            ),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
        ]
    }

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        return response
    }
}
#endif
