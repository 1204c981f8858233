// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// A fragment that was rendered, and how it is written in each format.
///
/// One that writes nothing but white space changes nothing in the browser: there is no element that
/// could say where.
struct RenderedFragment {
    let name: String
    let page: RenderedPage

    /// The first tag; nil where there is none.
    private let tag: TagReader.Tag?

    init(_ name: String, _ page: RenderedPage) {
        self.name = name
        self.page = page
        var reader = TagReader(page.bytes, isXML: page.mode == .xml)
        tag = reader.next().flatMap { $0.isEnd ? nil : $0 }
    }

    private var isEmpty: Bool { page.bytes[...].isBlank }

    /// Whether it is what a request of htmx wants to have in the place of its target.
    ///
    /// - Parameter target: The `HX-Target`: the `id`, from htmx 4 on with the name of the element
    ///   before it, as `div#cart`.
    /// - Returns: Whether its first element has that `id`.
    func isFor(_ target: String?) -> Bool {
        guard let target, let id = tag?.value(of: "id"), !id.isEmpty else { return false }
        let source = MarkupSource(page.bytes, page.mode == .xml ? .xml : .html)
        let text = CharacterReferences(source).resolve(id).text
        // htmx 4 writes what is no ASCII with percent signs.
        let targets = [target, URLEncodedText.text(of: target.utf8) ?? target]
        return targets.contains { $0 == text || $0.hasSuffix("#\(text)") }
    }

    /// Why it cannot take the place of one element, if so.
    private var obstacle: String? {
        if page.mode == .text { return "is plain text, and no part of a page" }
        guard let tag else { return nil }
        let start = tag.nameEnd - tag.name.utf8.count - 1
        let isAlone = page.bytes[..<start].isBlank && page.bytes[end(of: tag)...].isBlank
        return isAlone ? nil : "is more than one element"
    }

    /// Where the first element ends; the end of the fragment where nobody can tell.
    private func end(of tag: TagReader.Tag) -> Int {
        var reader = TagReader(page.bytes, isXML: page.mode == .xml)
        if tag.isVoid(isXML: reader.isXML) { return tag.end }
        var depth = 0
        while let next = reader.next() {
            guard next.name == tag.name, !(next.isSelfClosed && reader.isXML) else { continue }
            depth += next.isEnd ? -1 : 1
            if depth == 0 { return next.end }
        }
        return page.bytes.count
    }

    /// The fragment as it goes out.
    ///
    /// - Parameters:
    ///   - format: The format.
    ///   - isInPlace: Whether the browser puts it in the place of the target without being told.
    /// - Returns: The bytes.
    /// - Throws: `TemplateError` with the code `unusableFragment` where the browser needs one element
    ///   with an `id`, and the fragment is something else.
    func written(_ format: FragmentFormat, inPlace isInPlace: Bool) throws(TemplateError) -> [UInt8]
    {
        if case .plain = format { return page.bytes }
        if isEmpty { return [] }
        if let obstacle {
            throw TemplateError(
                .unusableFragment,
                "the fragment '\(name)' \(obstacle), and cannot take the place of one",
                notes: [.init("name an element around it, or each of its elements")]
            )
        }
        switch format {
        case .htmx where isInPlace, .plain:
            return page.bytes
        case .htmx(_, let hasPartials):
            let (tag, id) = try place(for: "htmx")
            guard hasPartials else { return outOfBand(tag) }
            let partial = "<hx-partial id=\"\(id)\" hx-swap=\"outerHTML\">"
            return Array(partial.utf8) + page.bytes + Array("</hx-partial>".utf8)
        case .turboStream:
            let id = try place(for: "Turbo").id
            let stream = "<turbo-stream action=\"replace\" target=\"\(id)\"><template>"
            return Array(stream.utf8) + page.bytes + Array("</template></turbo-stream>\n".utf8)
        case .datastar:
            _ = try place(for: "Datastar")
            return event
        }
    }

    /// The first tag with its `id` as attributes in quotes have it, by which a browser finds what the
    /// fragment replaces.
    private func place(
        for library: String
    ) throws(TemplateError) -> (tag: TagReader.Tag, id: String) {
        if let tag, let id = tag.value(of: "id"), !id.isEmpty {
            let text = String(decoding: page.bytes[id], as: UTF8.self)
            return (tag, text.replacing("\"", with: "&quot;"))
        }
        throw TemplateError(
            .unusableFragment,
            "the first element of the fragment '\(name)' has no id, by which \(library) finds its place",
            notes: [.init("give the element an id, or name a fragment that has one")]
        )
    }

    // MARK: - htmx

    /// The elements that parsers drop outside of a table, but for a template.
    private static let tableParts: Set<String> = [
        "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
    ]

    private func outOfBand(_ tag: TagReader.Tag) -> [UInt8] {
        let marked =
            page.bytes[..<tag.nameEnd] + Array(" hx-swap-oob=\"true\"".utf8)
            + page.bytes[tag.nameEnd...]
        guard Self.tableParts.contains(tag.name) else { return Array(marked) }
        return Array("<template>".utf8) + marked + Array("</template>".utf8)
    }

    // MARK: - Datastar

    /// An event whose lines have the lines of the fragment (HTML standard section 9.2.6).
    private var event: [UInt8] {
        let lines = String(decoding: page.bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
        let data = lines.map { "data: elements \($0)\n" }.joined()
        return Array("event: datastar-patch-elements\n\(data)\n".utf8)
    }
}

extension TagReader.Tag {
    /// Whether no end tag belongs to it.
    fileprivate func isVoid(isXML: Bool) -> Bool {
        isXML ? isSelfClosed : HTMLElementRule.rule(for: name).content == .void
    }
}

extension ArraySlice<UInt8> {
    /// Whether it is white space and nothing else.
    fileprivate var isBlank: Bool { allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
}
