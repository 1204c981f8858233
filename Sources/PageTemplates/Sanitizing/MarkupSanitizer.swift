// SPDX-License-Identifier: Apache-2.0

/// What of markup that users wrote may stand in a page.
///
/// Comments and posts come from people whom nobody vouches for. A sanitizer keeps the elements
/// and attributes that it lists and writes them anew; everything else loses its tags and keeps
/// its text. Elements whose content is no text for readers, such as `script`, `style`, `svg` and
/// `select`, go with their content.
///
/// ```swift
/// let body = SafeMarkup(sanitizing: comment.text)
/// let article = SafeMarkup(sanitizing: post.text, by: .article)
/// ```
///
/// What comes out is well-formed and balanced, and nothing in it is left for a parser to repair:
/// every HTML parser makes the same tree of it wherever a paragraph or a list may stand, inside
/// of `noscript` too, and an XML parser does as well. Sanitizing it again changes no byte.
///
/// An option can widen the lists, but not make them unsafe: there is no ``Element`` that runs
/// code or holds anything but text and other elements, and no ``Attribute`` for styles and
/// handlers. Addresses with `javascript:`, `vbscript:` or `data:` never stay.
///
/// It takes linear time and a stack of fixed size, whatever the text is.
public struct MarkupSanitizer: Sendable, Hashable {
    /// The elements that stay, each with the attributes that stay on it.
    ///
    /// Parts come with their whole: who allows `table` allows rows and cells, `ul` and `ol` come
    /// with `li`, `dl` with `dt` and `dd`, `ruby` with `rt` and `rp`, `details` with `summary`,
    /// and `figure` with `figcaption`. Name a part only where it has attributes.
    public var elements: [Element: Set<Attribute>]

    /// The attributes that stay on every element; `title`, `lang` and `dir` by default.
    public var globalAttributes: Set<Attribute> = [.title, .lang, .dir]

    /// The schemes of links, in lower case; `http`, `https`, `mailto` and `tel` by default.
    ///
    /// Addresses without a scheme stay too. A link whose address does not stay loses its tags.
    public var schemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// The schemes of images, in lower case; `http` and `https` by default.
    ///
    /// Whoever reads a page loads its images: their servers see the reader's address.
    public var imageSchemes: Set<String> = ["http", "https"]

    /// Whether addresses such as `//example.org/`, which lead to another host without a scheme,
    /// stay; they do by default, as those with a scheme do.
    public var allowsHostsWithoutScheme = true

    /// What links say of their relation to the page; `nil` for no `rel` at all.
    ///
    /// The text's own `rel` never stays. By default search engines are not to follow links of
    /// users, and what a link opens gets no hold of the page.
    public var linkRelation: String? = "nofollow noopener ugc"

    /// The classes that stay, none by default; one that ends in `*` stands for all that begin so.
    ///
    /// Classes give the text the looks of the site, or what its scripts look for: allow those
    /// that are made for it, such as `language-*`.
    public var classes: Set<String> = []

    /// What every `id` begins with; `nil`, the default, drops them.
    ///
    /// An `id` without a prefix could pose as one of the page's own, for its scripts and links.
    /// Those that lack the prefix get it, and links to them within the text, as `#note`, too.
    public var identifierPrefix: String?

    /// How many bytes of the text are read, 2 MiB by default; what is behind them is left out.
    public var maximumBytes = 2 << 20

    /// How deep elements may nest, 64 by default and 256 at most, since browsers flatten what is
    /// deeper than 512; those that are deeper lose their tags.
    public var maximumDepth = 64

    /// A sanitizer that keeps some elements, with what it has by default otherwise.
    ///
    /// - Parameter elements: The elements, each with its attributes.
    public init(elements: [Element: Set<Attribute>]) {
        self.elements = elements
    }

    /// Whether images stay.
    ///
    /// Allowing them gives `img` the attributes `src`, `alt`, `width`, `height` and `loading`.
    public var allowsImages: Bool {
        get { elements[.img] != nil }
        set {
            guard newValue != allowsImages else { return }
            elements[.img] = newValue ? [.src, .alt, .width, .height, .loading] : nil
        }
    }
}

extension MarkupSanitizer {
    /// For comments: paragraphs, quotes, lists, code and links, and no images.
    public static let comment = MarkupSanitizer(
        elements: Dictionary(uniqueKeysWithValues: commentElements.map { ($0, []) })
            .merging(commentAttributes) { $1 }
    )

    /// For posts and articles: what comments have, and headings, tables, images, figures, and
    /// parts of a page.
    public static let article: MarkupSanitizer = {
        var article = comment
        for element in articleElements { article.elements[element] = [] }
        article.elements.merge(articleAttributes) { $1 }
        article.allowsImages = true
        return article
    }()

    private static let commentElements: [Element] = [
        .abbr, .b, .bdi, .bdo, .br, .cite, .code, .dfn, .div, .dl, .em, .hr, .i, .kbd, .mark, .p,
        .pre, .ruby, .s, .samp, .small, .span, .strong, .sub, .sup, .u, .ul, .var, .wbr,
    ]

    private static let commentAttributes: [Element: Set<Attribute>] = [
        .a: [.href], .blockquote: [.cite], .del: [.cite, .datetime], .ins: [.cite, .datetime],
        .li: [.value], .ol: [.start, .reversed, .type], .q: [.cite], .time: [.datetime],
    ]

    private static let articleElements: [Element] = [
        .address, .article, .aside, .figure, .footer, .h1, .h2, .h3, .h4, .h5, .h6, .header,
        .section, .table,
    ]

    private static let articleAttributes: [Element: Set<Attribute>] = [
        .col: [.span], .colgroup: [.span], .details: [.open], .td: [.align, .colspan, .rowspan],
        .th: [.abbr, .align, .colspan, .rowspan, .scope],
    ]
}
