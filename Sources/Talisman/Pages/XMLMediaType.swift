// SPDX-License-Identifier: Apache-2.0

/// The media types of XML pages, by the extension of the template.
enum XMLMediaType {
    private static let names = [
        "atom": "application/atom+xml",
        "rdf": "application/rdf+xml",
        "rss": "application/rss+xml",
        "svg": "image/svg+xml",
        "xhtml": "application/xhtml+xml",
    ]

    static func name(forTemplate template: String) -> String {
        let suffix = template.split(separator: ".").last.map(String.init) ?? ""
        return names[suffix] ?? "application/xml"
    }
}
