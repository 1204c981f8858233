// SPDX-License-Identifier: Apache-2.0

extension MarkupSanitizer {
    /// The elements that a sanitizer can keep.
    ///
    /// These are the elements of HTML for text, links, images and tables. Those that run code,
    /// load documents, belong to forms or change how a parser reads what follows are not among
    /// them.
    @nonexhaustive public enum Element: String, Sendable, Hashable, CaseIterable {
        // Within a line.
        case a, abbr, b, bdi, bdo, br, cite, code, del, dfn, em, i, img, ins, kbd, mark, q, rp, rt
        case ruby, s, samp, small, span, strong, sub, sup, time, u, `var`, wbr

        // Blocks.
        case address, article, aside, blockquote, details, div, figcaption, figure, footer, h1, h2
        case h3, h4, h5, h6, header, hr, p, pre, section, summary

        // Lists.
        case dd, dl, dt, li, ol, ul

        // Tables.
        case caption, col, colgroup, table, tbody, td, tfoot, th, thead, tr
    }

    /// The attributes that a sanitizer can keep, where their values are what HTML says of them.
    ///
    /// `class` and `id` are not among them: see ``MarkupSanitizer/classes`` and
    /// ``MarkupSanitizer/identifierPrefix``.
    @nonexhaustive public enum Attribute: String, Sendable, Hashable, CaseIterable {
        // Texts.
        case abbr, alt, datetime, lang, title

        // Addresses.
        case cite, href, src

        // Words.
        case align, dir, loading, scope, type

        // Numbers.
        case colspan, height, rowspan, span, start, value, width

        // Those that are there or not.
        case open, reversed
    }
}
