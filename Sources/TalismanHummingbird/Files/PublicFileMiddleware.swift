// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird

/// Serves the files of a folder, where no route answers.
///
/// ```swift
/// let files = try PublicFiles(folder: "Static")
/// router.add(middleware: PublicFileMiddleware(files, urlBasePath: "/static"))
/// ```
///
/// It is Hummingbird's `FileMiddleware`, but for `Range`: a file goes out whole, as RFC 9110
/// section 14.2 allows, for that middleware answers ranges beyond the end of a file with a wrong
/// length, and what follows on the connection is misread. Add it inside of ``ErrorPages``, and
/// outside of ``WebSessionMiddleware``, so that no file depends on a session. `Sendable`.
public struct PublicFileMiddleware<Context: RequestContext>: RouterMiddleware, Sendable {
    private let files: FileMiddleware<Context, PublicFiles>

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - files: the files.
    ///   - urlBasePath: what their paths begin with, such as `/static`; nothing by default.
    ///   - cacheControl: what caches are told, by media type; nothing by default.
    public init(
        _ files: PublicFiles,
        urlBasePath: String? = nil,
        cacheControl: CacheControl = CacheControl([])
    ) {
        self.files = FileMiddleware(
            fileProvider: files,
            urlBasePath: urlBasePath,
            cacheControl: cacheControl
        )
    }

    /// Runs the rest of the chain, and serves a file where it finds nothing.
    ///
    /// - Throws: what the rest of the chain throws, and what reading a file throws.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var head = request.head
        head.headerFields[.range] = nil
        let whole = Request(head: head, body: request.body)
        return try await files.handle(whole, context: context) { _, context in
            try await next(request, context)
        }
    }
}
#endif
