// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && DEBUG
import Foundation
import HTTPTypes
import Hummingbird
import PageTemplates
import TemplateTools

/// The page in the place of one whose template failed.
///
/// The overlay of `talisman serve` shows its problems; where no scripts run, the report stands in
/// it as text.
struct DevelopmentErrorPage {
    private let error: TemplateError
    private let problems: [TemplateProblem]

    init(_ error: TemplateError, _ problems: [TemplateProblem]) {
        self.error = error
        self.problems = problems
    }

    /// Nothing but the files of this middleware runs in it.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """

    /// The page as a response with further fields, such as those that carry a session.
    func response(to request: Request, keeping fields: HTTPFields) -> Response {
        var response = Response(
            .internalServerError,
            "text/html; charset=utf-8",
            Array(html(for: request).utf8),
            isHead: request.method == .head
        )
        for field in fields where !response.headers.contains(field.name) {
            response.headers.append(field)
        }
        response.headers[.contentEncoding] = nil
        response.headers[.contentSecurityPolicy] = Self.policy
        return response
    }

    private func html(for request: Request) -> String {
        let folder = DevelopmentFiles.folder
        // A HEAD request gets the head that a GET request would get.
        let method = request.method == .head ? HTTPRequest.Method.get : request.method
        let report = ([error] + error.further).map(\.description).joined(separator: "\n\n")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>500 \(Self.escaped(error.message))</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="\(folder)overlay.css">
            <script type="application/json" id="problems">\(json)</script>
            <script type="module" src="\(folder)error_page.js"></script>
            </head>
            <body class="failed">
            <section id="overlay" role="alert" aria-label="What is wrong" hidden></section>
            <noscript><pre>\(Self.escaped(report))</pre></noscript>
            <footer>
            <output id="said"></output>
            <p>\(Self.escaped("\(method.rawValue) \(request.uri.path)")) was answered with \
            500. This page is shown only in development.</p>
            </footer>
            </body>
            </html>

            """
    }

    /// The problems, without what would end the element around them.
    private var json: String {
        let bytes = (try? JSONEncoder().encode(problems)) ?? Data("[]".utf8)
        return String(decoding: bytes, as: UTF8.self).replacing("<", with: "\\u003C")
    }

    private static func escaped(_ text: String) -> String {
        let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]
        return pairs.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
#endif
