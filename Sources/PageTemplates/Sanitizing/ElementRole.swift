// SPDX-License-Identifier: Apache-2.0

typealias SanitizedElement = MarkupSanitizer.Element

/// What an element is to the tree of sanitized markup.
enum ElementRole: Sendable {
    /// A part of a line without content.
    case sign

    /// A part of a line. Where a block ends within one, parsers open it again behind the block
    /// if `outlives`.
    case phrase(outlives: Bool)

    /// A rule between blocks.
    case rule

    /// A paragraph, which every block ends.
    case paragraph

    /// A block that holds a line: a heading, or preformatted text.
    case line

    /// A block around others that says little: in a heading its text is enough.
    case wrapper

    /// Any other block.
    case block

    /// A block that only stands in another one.
    case item

    /// A part of a table.
    case part
}

extension SanitizedElement {
    var role: ElementRole {
        switch self {
        case .br, .img, .wbr: .sign
        case .a, .b, .code, .em, .i, .s, .small, .strong, .u: .phrase(outlives: true)
        case .abbr, .bdi, .bdo, .cite, .del, .dfn, .ins, .kbd, .mark, .q, .rp, .rt, .ruby, .samp,
            .span, .sub, .sup, .time, .var:
            .phrase(outlives: false)
        case .hr: .rule
        case .p: .paragraph
        case .h1, .h2, .h3, .h4, .h5, .h6, .pre: .line
        case .address, .article, .aside, .div, .footer, .header, .section: .wrapper
        case .blockquote, .details, .dl, .figcaption, .figure, .ol, .summary, .table, .ul: .block
        case .dd, .dt, .li: .item
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: .part
        }
    }

    /// The elements that it is a part of, and comes with.
    var wholes: [SanitizedElement] {
        switch self {
        case .li: [.ol, .ul]
        case .dd, .dt: [.dl]
        case .rp, .rt: [.ruby]
        case .summary: [.details]
        case .figcaption: [.figure]
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: [.table]
        default: []
        }
    }

    var isVoid: Bool {
        switch role {
        case .sign, .rule: true
        default: self == .col
        }
    }

    /// Whether it is open again behind a block that ended within it.
    var outlivesBlocks: Bool {
        guard case .phrase(let outlives) = role else { return false }
        return outlives
    }

    var isParagraph: Bool { self == .p }

    var isLine: Bool {
        guard case .line = role else { return false }
        return true
    }

    var isHeading: Bool { isLine && self != .pre }

    /// Whether a line keeps its text where it cannot keep the element.
    var isPlain: Bool {
        guard case .wrapper = role else { return isParagraph }
        return true
    }

    var isItem: Bool {
        guard case .item = role else { return false }
        return true
    }

    /// How many levels of elements it takes to have text in it.
    var levels: Int { self == .table ? 4 : 1 }

    var isSection: Bool { self == .tbody || self == .thead || self == .tfoot }

    var isOfTables: Bool { self == .table || wholes == [.table] }

    /// A part of a table that holds blocks; end tags in it end nothing outside.
    var isCell: Bool { self == .td || self == .th || self == .caption }

    /// A part of a table that holds only other parts; parsers move text out of it.
    var isGrid: Bool { isOfTables && !isCell && self != .col }
}
