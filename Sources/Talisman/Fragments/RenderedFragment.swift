// SPDX-License-Identifier: Apache-2.0

import PageTemplates

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

    private var isEmpty: Bool {
        page.bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// Whether it is what a request of htmx wants to have in the place of its target.
    ///
    /// - Parameter target: The `HX-Target`: the `id`, from htmx 4 on with the name of the element
    ///   before it, as `div#cart`.
    /// - Returns: Whether its first element has that `id`.
    func isFor(_ target: String?) -> Bool {
        guard let target, let id = tag?.value(of: "id"), !id.isEmpty else { return false }
        let text = String(decoding: page.bytes[id], as: UTF8.self)
        return target == text || target.hasSuffix("#\(text)")
    }

    /// The fragment as it goes out.
    ///
    /// - Throws: `TemplateError` with the code `unusableFragment` where its first element has no `id`
    ///   and the browser needs one.
    func written(_ format: FragmentFormat) throws(TemplateError) -> [UInt8] {
        switch format {
        case .plain:
            return page.bytes
        case _ where isEmpty:
            return []
        case .htmx(let target, _) where isFor(target):
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
