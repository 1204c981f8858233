// SPDX-License-Identifier: Apache-2.0

/// Workload W3: three texts.
public struct TinyPage: HandWrittenPage {
    let title: String
    let heading: String
    let message: String

    private enum Markup {
        static let head: StaticString = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8" /><title>
            """
        static let titleToHeading: StaticString = """
            </title></head>
            <body><h1>
            """
        static let headingToMessage: StaticString = #"</h1><p class="lead">"#
        static let messageToEnd: StaticString = """
            </p>
            <p><a href="/">Back to the front page</a> or <a href="/help">ask for help</a>.</p></body>
            </html>

            """
    }

    /// Writes the page.
    @inline(never)
    public func write(to writer: inout ByteWriter) {
        writer.append(Markup.head)
        writer.append(escaping: title)
        writer.append(Markup.titleToHeading)
        writer.append(escaping: heading)
        writer.append(Markup.headingToMessage)
        writer.append(escaping: message)
        writer.append(Markup.messageToEnd)
    }
}
