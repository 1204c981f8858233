// SPDX-License-Identifier: Apache-2.0

/// The forms of a finished page, and which of them may get a hidden field.
///
/// A field is sent wherever its form can be sent, so no form gets one that another site could be
/// told, nor a form that is sent by POST one that an address could have. Which button belongs to
/// which form depends on much, so a button counts for all forms of its page:
///
/// | what the page has | who gets no field |
/// |---|---|
/// | a `base` that leads elsewhere, or tags that not all browsers see | all forms, and no link gets anything |
/// | a `formaction` that leads elsewhere | all forms |
/// | a `formmethod` other than `post` and `dialog` | those with `method="post"` |
/// | forms that are not plain, and one of them that leads elsewhere | all forms |
/// | forms that are not plain, and one of them that is not sent by POST | those with `method="post"` |
///
/// Forms are plain where they stand one after another, none of their tags stands in a `template`,
/// `select`, `noscript`, SVG or MathML, and no start tag between the cells of a table, where a form
/// has no content: then the field behind a start tag is one of that form. A browser may put it into
/// another form else.
///
/// It reads what was rendered: there are the values of computed attributes, and the forms of macros,
/// slots and translations.
struct PageForms {
    private struct Form {
        /// Behind the start tag.
        let end: Int
        let isPost: Bool
        let staysHere: Bool
        /// Whether a field behind the start tag is one of HTML and of this form.
        let hasRoom: Bool
        var hasField = false
    }

    private static let controls: Set<String> = ["button", "input", "select", "textarea"]
    /// Whether what follows a tag stands between the cells of a table; not, where that is a cell.
    private static let betweenCells: [String: Bool] = [
        "table": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "colgroup": true,
        "col": true, "td": false, "th": false, "caption": false,
    ]
    private static let xhtml = "http://www.w3.org/1999/xhtml"

    /// Whether nothing may be put into the page.
    private(set) var isSealed = false
    private let page: [UInt8]
    private let targets: SiteTargets
    private let isXML: Bool
    /// The name of the field that a form may have already.
    private let fieldName: String?
    private var forms: [Form] = []
    /// The forms that are not closed yet.
    private var open: [Int] = []
    private var arePlain = true
    private var isBetweenCells = false
    private var leadElsewhere = false
    private var changeMethod = false
    /// Whether a field stands where it may be one of any form.
    private var mayHaveField = false
    /// The namespace of an XML page's first element.
    private var namespace: String?

    init(in page: [UInt8], isXML: Bool, targets: SiteTargets, fieldName: String? = nil) {
        self.page = page
        self.isXML = isXML
        self.targets = targets
        self.fieldName = fieldName
        var reader = TagReader(page, isXML: isXML)
        var isFirst = true
        while let tag = reader.next() {
            if isFirst { namespace = value("xmlns", of: tag) }
            isFirst = false
            take(tag, isInOther: !reader.open.isEmpty)
        }
        isSealed = isSealed || reader.isUncertain
    }

    /// Where the hidden fields of forms stand, in their order.
    ///
    /// - Parameter isPost: whether of those that are sent by POST, or of all others.
    /// - Returns: the places behind the start tags.
    func places(isPost: Bool) -> [Int] {
        let areAllAlike = forms.allSatisfy { $0.staysHere && ($0.isPost || !isPost) }
        guard !isSealed, !leadElsewhere, !mayHaveField, !(isPost && changeMethod),
            arePlain || areAllAlike
        else { return [] }
        return forms.filter { form in
            form.isPost == isPost && form.staysHere && form.hasRoom && !form.hasField
        }.map(\.end)
    }

    // MARK: Tags

    private mutating func take(_ tag: TagReader.Tag, isInOther: Bool) {
        let name = local(tag.name)
        if name == "form", isInOther { arePlain = false }
        if !isXML, !isInOther, let isBetween = Self.betweenCells[name] {
            isBetweenCells = tag.isEnd ? name != "table" : isBetween
        }
        guard !tag.isEnd else {
            if name == "form" { close() }
            return
        }
        let baseName = name == "base" ? "href" : "xml:base"
        if let base = tag.value(of: baseName), !targets.contains(page[base]) { isSealed = true }
        for attribute in tag.attributes { take(attribute) }
        if name == "form" { begin(tag) }
        if let fieldName, Self.controls.contains(name), value("name", of: tag) == fieldName {
            noteField(hasForm: tag.has("form"))
        }
    }

    /// Notes where the buttons of the page send their forms.
    private mutating func take(_ attribute: (name: String, value: Range<Int>?)) {
        let value = attribute.value.map { page[$0] } ?? []
        switch local(attribute.name) {
        case "formaction": leadElsewhere = leadElsewhere || !targets.contains(value)
        case "formmethod":
            let method = String(decoding: value, as: UTF8.self).lowercased()
            changeMethod = changeMethod || !["post", "dialog"].contains(method)
        default: break
        }
    }

    private mutating func begin(_ tag: TagReader.Tag) {
        if !open.isEmpty || isBetweenCells || tag.name != "form" { arePlain = false }
        let form = Form(
            end: tag.end,
            isPost: value("method", of: tag)?.lowercased() == "post",
            staysHere: tag.value(of: "action").map { targets.contains(page[$0]) } ?? true,
            hasRoom: !isXML || hasRoom(tag)
        )
        if !isXML || !tag.isSelfClosed { open.append(forms.count) }
        forms.append(form)
    }

    /// In XML a form is one of HTML by its namespace, and an empty one has no room.
    private func hasRoom(_ tag: TagReader.Tag) -> Bool {
        tag.name == "form" && !tag.isSelfClosed
            && (value("xmlns", of: tag) ?? namespace) == Self.xhtml
    }

    /// In HTML a form in a form is none, so that one end tag closes all.
    private mutating func close() {
        if isXML {
            _ = open.popLast()
        } else {
            open = []
        }
    }

    private mutating func noteField(hasForm: Bool) {
        if hasForm || open.isEmpty { mayHaveField = true }
        for index in open { forms[index].hasField = true }
    }

    /// A name without its prefix, which only XML knows.
    private func local(_ name: String) -> String {
        guard isXML, let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    private func value(_ name: String, of tag: TagReader.Tag) -> String? {
        tag.value(of: name).map { String(decoding: page[$0], as: UTF8.self) }
    }
}
