// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// All there is to look at, as the panel is told.
struct PreviewStories: Codable, Sendable {
    struct Template: Codable, Sendable {
        /// The name from the root.
        let name: String
        let macros: [String]

        /// The names of the samples, the first one first.
        let samples: [String]

        /// The pages of the template: with each of its samples, or none, in each of some languages.
        func queries(in languages: [String?]) -> [PreviewQuery] {
            let samples: [String?] = samples.isEmpty ? [nil] : samples
            return samples.flatMap { sample in
                languages.map { PreviewQuery(template: name, language: $0, sample: sample) }
            }
        }
    }

    let templates: [Template]

    /// The languages that there are catalogs of.
    let languages: [String]

    /// That of stories for which none is chosen; `nil` for that of the source.
    let language: String?
}

/// A story as it was rendered.
struct PreviewPage: Sendable {
    /// Its bytes, with an attribute in each tag that says where the element stands.
    let marked: [UInt8]

    /// The name of the template.
    let name: String
    let mode: TemplateMode

    /// The name of the attribute.
    let attribute: String

    /// The packages of the session that it was rendered with, as JSON.
    let session: String

    /// The page as it would be without a preview, byte for byte.
    var bytes: [UInt8] { marked.removing(attribute: Array(" \(attribute)=\"".utf8)) }

    var contentType: String {
        switch mode {
        case .html: "text/html; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        case .xml where name.hasSuffix(".svg"): "image/svg+xml"
        case .xml where name.hasSuffix(".xhtml"): "application/xhtml+xml; charset=utf-8"
        case .xml: "application/xml; charset=utf-8"
        }
    }
}

extension [UInt8] {
    /// The bytes without an attribute, wherever it stands; `opening` is the blank before its name,
    /// the name, the sign and the quote.
    func removing(attribute opening: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        let quote = UInt8(ascii: "\"")
        var index = 0
        while let blank = self[index...].firstIndex(of: opening[0]) {
            result += self[index..<blank]
            let behind = Swift.min(blank + opening.count, count)
            if self[blank..<behind].elementsEqual(opening),
                let end = self[behind...].firstIndex(of: quote)
            {
                index = end + 1
            } else {
                result.append(self[blank])
                index = blank + 1
            }
        }
        return result + self[index...]
    }
}

/// What stands around a macro that is shown by itself.
enum PreviewDocument: Sendable {
    /// Nothing: it is a page, or a macro that is one.
    case none

    /// The least that HTML asks for, and style sheets.
    case around(styles: [String])

    func wrapped(_ bytes: [UInt8]) -> [UInt8] {
        guard case .around(let styles) = self else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.lowercased().contains("<html") else { return bytes }
        let links = styles.map { "<link rel=\"stylesheet\" href=\"\(Self.escaped($0))\">\n" }
        return Array(
            "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n\(links.joined())<body>\n\(text)".utf8
        )
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;")
    }
}
