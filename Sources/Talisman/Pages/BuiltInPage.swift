// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// A page that needs no template, for what happens when those fail.
///
/// It runs no script and loads nothing. Its own `Content-Security-Policy` allows its one style
/// by its hash.
struct BuiltInPage {
    let title: String
    /// Finished markup.
    let body: String
    var style = Self.plainStyle

    /// The page of a status.
    init(_ text: ErrorText, status: HTTPResponse.Status) {
        title = text.title
        let message = text.message.isEmpty ? "" : "<p>\(Self.escaped(text.message))</p>\n"
        body = """
            <h1>\(Self.escaped(text.title))</h1>
            \(message)<p class="status">\(status.code)</p>
            """
    }

    init(title: String, body: String, style: String) {
        self.title = title
        self.body = body
        self.style = style
    }

    /// The page as a response with the fields of another one.
    func response(
        replacing plain: HTTPResponse,
        isHead: Bool
    ) -> PageResponse {
        let bytes = Array(html.utf8)
        var headers = plain.headerFields
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLength] = String(bytes.count)
        headers[.contentSecurityPolicy] = policy
        headers[.cacheControl] = "no-store"
        headers[.contentEncoding] = nil
        return PageResponse(
            head: HTTPResponse(status: plain.status, headerFields: headers),
            bytes: isHead ? [] : bytes
        )
    }

    private var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(title))</title>
        <style>\(style)</style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    private var policy: String {
        let policy = ContentSecurityPolicy([
            .standard: [.none],
            .styles: [.hash(of: style)],
            .baseAddress: [.none],
            .forms: [.none],
            .frameAncestors: [.none],
        ])
        return policy.description
    }

    /// Text as it may stand in an element or an attribute.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    private static let plainStyle = """
        body{font:1.1rem/1.5 system-ui,sans-serif;margin:20vh auto 0;max-width:32rem;\
        padding:0 1rem;color:#222;background:#fff}h1{font-size:1.6rem;margin:0}\
        .status{color:#666}
        """
}
