// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes
import PageTemplates
import WebSessions

extension PageResponse {
    /// The whole report of an error, in the place of a response without a page; nil where it is
    /// none that developers see.
    package init?(
        reporting error: any Error,
        replacing plain: HTTPResponse,
        for head: HTTPRequest,
        in mode: PageMode
    ) {
        let reported = (error as? any ReportedError)?.reported ?? error
        guard mode == .development, Report.isFor(reported, plain.status) else { return nil }
        let page = DeveloperPage(of: error, status: plain.status, for: head).page
        self = page.response(replacing: plain, isHead: head.method == .head)
    }
}

/// What developers see in the browser in the place of an error page: the whole report.
struct DeveloperPage {
    private let status: HTTPResponse.Status
    private let request: String
    private let report: Report

    /// - Parameters:
    ///   - error: what failed.
    ///   - status: what the client is told.
    ///   - head: the request, of which method and path are shown.
    init(of error: any Error, status: HTTPResponse.Status, for head: HTTPRequest) {
        self.status = status
        let path = (head.path ?? "/").utf8.prefix { $0 != UInt8(ascii: "?") }
        request = "\(head.method.rawValue) \(Substring(path))"
        report = Report((error as? any ReportedError)?.reported ?? error)
    }

    var page: BuiltInPage {
        BuiltInPage(title: "\(status.code) \(report.message)", body: body, style: Self.style)
    }

    private var body: String {
        let escaped = BuiltInPage.escaped
        var parts = [
            "<p class=\"kind\">\(escaped(report.kind)) <code>\(escaped(report.code))</code></p>",
            "<h1>\(escaped(report.message))</h1>",
        ]
        if let place = report.place { parts.append("<p class=\"place\">\(escaped(place))</p>") }
        if !report.excerpt.isEmpty {
            parts.append("<pre class=\"excerpt\">\(Self.marked(report.excerpt))</pre>")
        }
        if !report.facts.isEmpty {
            let rows = report.facts.map { fact in
                "<dt>\(escaped(fact.name))</dt><dd>\(escaped(fact.text))</dd>"
            }
            parts.append("<dl>\n\(rows.joined(separator: "\n"))\n</dl>")
        }
        parts.append("<h2>Report</h2>\n<pre>\(escaped(report.text))</pre>")
        parts.append(
            """
            <p class="foot">\(escaped(request)) was answered with \(status.code). This page is \
            shown only in development; in production visitors get the error page.</p>
            """
        )
        return parts.joined(separator: "\n")
    }

    /// The lines of an excerpt, the one with the caret marked.
    private static func marked(_ lines: [String]) -> String {
        let escaped = lines.map(BuiltInPage.escaped)
        guard let caret = escaped.last, escaped.count > 1 else { return escaped.joined() }
        return (escaped.dropLast() + ["<b>\(caret)</b>"]).joined(separator: "\n")
    }

    private static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1d1d20;background:#f6f5f2}\
        main{max-width:68rem;margin:0 auto;padding:2rem 1rem}\
        h1{font-size:1.5rem;margin:.25rem 0 .5rem;overflow-wrap:anywhere}\
        h2{font-size:1rem;margin:2rem 0 .5rem}\
        .kind{margin:0;color:#9b1c1c;font-weight:600}\
        .place{margin:0 0 .5rem;font-family:ui-monospace,monospace}\
        pre{margin:0;padding:1rem;overflow-x:auto;background:#fff;border:1px solid #ddd9d0;\
        font:.85rem/1.45 ui-monospace,monospace}\
        .excerpt{border-left:4px solid #9b1c1c}.excerpt b{color:#9b1c1c}\
        dl{margin:1rem 0 0}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}\
        .foot{margin-top:2rem;color:#666;font-size:.9rem}
        """
}
