// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import Talisman

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
    private let versions: LocalFiles?

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - files: the files.
    ///   - urlBasePath: what their paths begin with, such as `/static`; nothing by default.
    ///   - cacheControl: what caches are told, by media type; nothing by default.
    ///   - versions: the files of the same folder with their versions; nil, the default, for none.
    ///     A file whose address has its version is kept for a year, and never asked for again.
    public init(
        _ files: PublicFiles,
        urlBasePath: String? = nil,
        cacheControl: CacheControl = CacheControl([]),
        versions: LocalFiles? = nil
    ) {
        self.versions = versions
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
        var response = try await files.handle(whole, context: context) { _, context in
            try await next(request, context)
        }
        let isVersion = versions?.hasFile(at: request.head.path ?? "") == true
        if isVersion, response.status == .ok || response.status == .notModified {
            response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        }
        return response
    }
}
#endif
