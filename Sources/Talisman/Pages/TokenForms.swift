// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The forms of a finished page that get a token.
///
/// A form gets one where every way to send it is a POST to the page's own site: by its own method
/// and action, and by `formmethod` and `formaction` of each of its buttons. Then no token stands in
/// an address, and no other site is told one. A form that has the field already keeps it.
///
/// Like ``LinkRewriter``, it reads what was rendered: there are the values of computed attributes,
/// and the forms of macros, slots and translations.
struct TokenForms {
    private struct Form {
        /// Behind the start tag.
        let end: Int
        let id: String?
        var getsToken: Bool
    }

    /// What can say that its form must not get a token, or has one.
    private static let controls: Set<String> = ["button", "input"]
    private static let xhtml = "http://www.w3.org/1999/xhtml"

    private let page: [UInt8]
    private let fieldName: String
    private let targets: SiteTargets
    private let isXML: Bool
    private var forms: [Form] = []
    /// The form that is not closed yet.
    private var open: Int?
    /// The ids of forms whose controls stand elsewhere, and say that they get no token.
    private var refused: Set<String> = []
    /// The namespace of an XML page's first element.
    private var namespace: String?

    init(in page: [UInt8], mode: TemplateMode, fieldName: String, targets: SiteTargets) {
        self.page = page
        self.fieldName = fieldName
        self.targets = targets
        isXML = mode == .xml
        guard mode != .text else { return }
        var reader = TagReader(page)
        var isFirst = true
        while let tag = reader.next() {
            if isFirst { namespace = value("xmlns", of: tag) }
            isFirst = false
            guard take(tag) else {
                forms = []
                return
            }
        }
    }

    /// Where the fields stand, in their order.
    var places: [Int] {
        forms.filter { form in
            form.getsToken && form.id.map { !refused.contains($0) } ?? true
        }.map(\.end)
    }

    /// The page with a token in its forms.
    func page(with token: String) -> [UInt8] {
        let field = Array("<input type=\"hidden\" name=\"\(fieldName)\" value=\"\(token)\" />".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(page.count + places.count * field.count)
        var copied = 0
        for place in places {
            output += page[copied..<place] + field
            copied = place
        }
        return output + page[copied...]
    }

    // MARK: Tags

    /// Notes what a tag says; false where no form of the page is certain to stay on the site.
    private mutating func take(_ tag: TagReader.Tag) -> Bool {
        switch tag.name {
        case "base" where !tag.isEnd:
            return tag.value(of: "href").map { targets.contains(page[$0]) } ?? true
        case "form" where tag.isEnd: open = nil
        case "form": begin(tag)
        case let name where Self.controls.contains(name) && !tag.isEnd:
            if !allows(tag) { refuse(by: tag) }
        default: break
        }
        return true
    }

    /// A form in a form is none to a browser: its controls belong to the outer one.
    private mutating func begin(_ tag: TagReader.Tag) {
        guard open == nil else { return }
        let action = tag.value(of: "action")
        let isPost = value("method", of: tag)?.lowercased() == "post"
        let staysHere = action.map { targets.contains(page[$0]) } ?? true
        let form = Form(
            end: tag.end,
            id: value("id", of: tag),
            getsToken: isPost && staysHere && isHTML(tag)
        )
        forms.append(form)
        open = forms.count - 1
    }

    /// In XML mode a form is one of HTML by its namespace, and an empty one has no room.
    private func isHTML(_ tag: TagReader.Tag) -> Bool {
        guard isXML else { return true }
        let isEmpty = page[tag.end - 2] == UInt8(ascii: "/")
        return !isEmpty && (value("xmlns", of: tag) ?? namespace) == Self.xhtml
    }

    /// Whether the form of a control may get a token.
    private func allows(_ control: TagReader.Tag) -> Bool {
        let action = control.value(of: "formaction")
        let method = value("formmethod", of: control)?.lowercased()
        return value("name", of: control) != fieldName
            && (action.map { targets.contains(page[$0]) } ?? true)
            && ["post", "dialog", nil].contains(method)
    }

    private mutating func refuse(by control: TagReader.Tag) {
        if let id = value("form", of: control) {
            refused.insert(id)
        } else if let open {
            forms[open].getsToken = false
        }
    }

    private func value(_ name: String, of tag: TagReader.Tag) -> String? {
        tag.value(of: name).map { String(decoding: page[$0], as: UTF8.self) }
    }
}
