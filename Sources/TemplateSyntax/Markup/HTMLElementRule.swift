// SPDX-License-Identifier: Apache-2.0

/// What HTML says about an element of some name.
package struct HTMLElementRule: Sendable {
    /// What stands between the tags.
    package enum Content: Sendable {
        case markup

        /// Nothing: there is no end tag.
        case void

        /// Text without markup up to the end tag.
        case rawText

        /// Text up to the end tag, in which only tags with statements are tags; a browser
        /// takes these for text too.
        case escapableText

        /// The rest of the document.
        case plainText
    }

    package var content = Content.markup

    /// The element itself, where its end tag may be left out.
    var optionalEnd = OptionalEnds.none

    /// The open elements that end where this element starts.
    var closes = OptionalEnds.none

    /// Whether end tags inside cannot end an element outside.
    var isBarrier = false

    /// Whether its end tag can end an element outside of such a one all the same.
    var reachesOverBarriers: Bool { isBarrier || !optionalEnd.isDisjoint(with: .structure) }

    /// What begins with it, outside of SVG and MathML.
    package var beginsForeign: ForeignMarkup?

    /// HTML goes on in it, where it is an element of this.
    package var holdsHTML: ForeignMarkup?

    /// Whether it is HTML even inside of SVG and MathML, and ends them.
    package var endsForeign = false

    /// Whether it is MathML right inside of what holds HTML in MathML.
    var staysInMath = false

    /// Whether HTML has rules of its own for its tags.
    var hasEffect: Bool {
        content != .markup || !optionalEnd.isEmpty || !closes.isEmpty || isBarrier || endsForeign
    }

    /// Whether the element ends without an end tag before another one starts, or before an end
    /// tag of one around it (`nil`).
    package func endsByItself(before next: HTMLElementRule?) -> Bool {
        guard let next else { return !optionalEnd.isEmpty }
        return !optionalEnd.isDisjoint(with: next.closes)
    }

    /// What an element is one of, by what is around it; `nil` for an element of HTML.
    func foreignMarkup(in outer: ForeignMarkup?) -> ForeignMarkup? {
        outer == nil ? beginsForeign : endsForeign ? nil : outer
    }

    /// The rule of elements that HTML says nothing about.
    static let other = HTMLElementRule()

    /// The rule for a name in lower case.
    package static func rule(for name: String) -> HTMLElementRule {
        table[name] ?? other
    }

    private static let table: [String: HTMLElementRule] = {
        var table: [String: HTMLElementRule] = [:]
        func set(_ names: String, _ change: (inout HTMLElementRule) -> Void) {
            for name in names.split(separator: " ") {
                change(&table[String(name), default: other])
            }
        }
        set("area base basefont bgsound br col embed frame hr img input isindex keygen link meta") {
            $0.content = .void
        }
        set("param source track wbr") { $0.content = .void }
        set("script style") { $0.content = .rawText }
        set("title textarea xmp iframe noembed noframes") { $0.content = .escapableText }
        set("plaintext") { $0.content = .plainText }
        set("applet button caption html marquee object table td template th") {
            $0.isBarrier = true
        }
        set("svg") { $0.beginsForeign = .svg }
        set("math") { $0.beginsForeign = .math }
        set("desc foreignobject title") { $0.holdsHTML = .svg }
        set("mi mn mo ms mtext") { $0.holdsHTML = .math }
        set("malignmark mglyph") { $0.staysInMath = true }
        set("b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head") {
            $0.endsForeign = true
        }
        set("hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup") {
            $0.endsForeign = true
        }
        set("table tt u ul var") { $0.endsForeign = true }
        for (name, ends) in OptionalEnds.named {
            set(name) { $0.optionalEnd = ends }
        }
        for (names, ends) in OptionalEnds.closed {
            set(names) { $0.closes = ends }
        }
        return table
    }()
}

/// The markup inside of a page that is not HTML, and that browsers read by other rules.
package enum ForeignMarkup: Sendable {
    case svg
    case math
}

/// A set of the elements whose end tags HTML allows to leave out.
struct OptionalEnds: OptionSet, Sendable {
    let rawValue: UInt32

    static let none: OptionalEnds = []
    static let li = OptionalEnds(rawValue: 1 << 0)
    static let dt = OptionalEnds(rawValue: 1 << 1)
    static let dd = OptionalEnds(rawValue: 1 << 2)
    static let p = OptionalEnds(rawValue: 1 << 3)
    static let rt = OptionalEnds(rawValue: 1 << 4)
    static let rp = OptionalEnds(rawValue: 1 << 5)
    static let rb = OptionalEnds(rawValue: 1 << 6)
    static let rtc = OptionalEnds(rawValue: 1 << 7)
    static let optgroup = OptionalEnds(rawValue: 1 << 8)
    static let option = OptionalEnds(rawValue: 1 << 9)
    static let caption = OptionalEnds(rawValue: 1 << 10)
    static let colgroup = OptionalEnds(rawValue: 1 << 11)
    static let thead = OptionalEnds(rawValue: 1 << 12)
    static let tbody = OptionalEnds(rawValue: 1 << 13)
    static let tfoot = OptionalEnds(rawValue: 1 << 14)
    static let tr = OptionalEnds(rawValue: 1 << 15)
    static let td = OptionalEnds(rawValue: 1 << 16)
    static let th = OptionalEnds(rawValue: 1 << 17)
    static let html = OptionalEnds(rawValue: 1 << 18)
    static let head = OptionalEnds(rawValue: 1 << 19)
    static let body = OptionalEnds(rawValue: 1 << 20)

    /// Elements whose end tags reach over table cells and the like.
    fileprivate static let structure: OptionalEnds = [
        .html, .body, .thead, .tbody, .tfoot, .tr, .colgroup,
    ]

    /// Each element by its name.
    fileprivate static let named: [(String, OptionalEnds)] = [
        ("li", .li), ("dt", .dt), ("dd", .dd), ("p", .p), ("rt", .rt), ("rp", .rp), ("rb", .rb),
        ("rtc", .rtc), ("optgroup", .optgroup), ("option", .option), ("caption", .caption),
        ("colgroup", .colgroup), ("thead", .thead), ("tbody", .tbody), ("tfoot", .tfoot),
        ("tr", .tr), ("td", .td), ("th", .th), ("html", .html), ("head", .head), ("body", .body),
    ]

    private static let cells: OptionalEnds = [.td, .th, .caption, .colgroup]
    private static let rows: OptionalEnds = [.td, .th, .caption, .colgroup, .tr]
    private static let sections: OptionalEnds = [
        .td, .th, .caption, .colgroup, .tr, .thead, .tbody, .tfoot,
    ]

    /// What the start of an element ends.
    fileprivate static let closed: [(String, OptionalEnds)] = [
        ("li", [.li, .p]),
        ("dt dd", [.dt, .dd, .p]),
        ("rt rp", [.rt, .rp, .rb]),
        ("rb rtc", [.rt, .rp, .rb, .rtc]),
        ("option", .option),
        ("optgroup", [.option, .optgroup]),
        ("caption colgroup", cells),
        ("thead tbody tfoot", sections),
        ("tr", rows),
        ("td th", cells),
        ("body frameset", .head),
        ("address article aside blockquote center details dialog dir div dl fieldset", .p),
        ("figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main", .p),
        ("menu nav ol p plaintext pre search section summary table ul xmp", .p),
    ]
}
