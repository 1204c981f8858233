// SPDX-License-Identifier: Apache-2.0

/// The names that elements of a page have for assistive technology.
///
/// "Accessible Name and Description Computation" of the W3C, as far as the markup alone decides.
struct AccessibilityName {
    /// The elements by their ids.
    private var byID: [String: PageElement] = [:]

    /// What labels say of controls, by the ids of these.
    private var labels: [String: String] = [:]

    init(_ page: PageTree) {
        page.forEachElement { element, _ in
            if let id = element.value(of: "id"), byID[id] == nil { byID[id] = element }
            if element.name == "label", let control = element.value(of: "for") {
                labels[control, default: ""] += Self.text(in: element)
            }
        }
    }

    /// The name of an element; empty where it has none.
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - role: Its role.
    ///   - label: The text of the label around it; `nil` where there is none.
    /// - Returns: The name.
    func name(of element: PageElement, _ role: String, in label: String?) -> String {
        let references = element.value(of: "aria-labelledby") ?? ""
        let named = references.split(whereSeparator: \.isWhitespace)
            .compactMap { byID[String($0)].map(Self.text) }.joined(separator: " ")
        let candidates = [
            named,
            element.value(of: "aria-label"),
            native(element, in: label),
            AccessibilityRole.isNamedByContent(role) ? Self.text(in: element) : nil,
            element.value(of: "title"),
            element.value(of: "placeholder"),
        ]
        return candidates.lazy.compactMap { $0.map(Self.trimmed) }.first { !$0.isEmpty } ?? ""
    }

    /// The name that HTML gives an element.
    private func native(_ element: PageElement, in label: String?) -> String? {
        switch element.name {
        case "img", "area":
            return element.value(of: "alt")
        case "input":
            let type = element.value(of: "type")?.lowercased() ?? "text"
            let ownNames = ["button": "value", "image": "alt", "reset": "value", "submit": "value"]
            if let name = ownNames[type].flatMap({ element.value(of: $0) }) { return name }
            return labelled(element, in: label)
        case "select", "textarea", "meter", "output", "progress":
            return labelled(element, in: label)
        case "fieldset", "figure", "table":
            let captions = ["fieldset": "legend", "figure": "figcaption", "table": "caption"]
            return element.elements.first { $0.name == captions[element.name] }.map(Self.text)
        default:
            return nil
        }
    }

    private func labelled(_ element: PageElement, in label: String?) -> String? {
        element.value(of: "id").flatMap { labels[$0] } ?? label
    }

    /// The text in an element, pictures by what they are called.
    static func text(in element: PageElement) -> String {
        guard !isHidden(element) else { return "" }
        if let label = element.value(of: "aria-label") { return label }
        if element.name == "img" { return element.value(of: "alt") ?? "" }
        return element.children.map { node in
            switch node {
            case .text(let text): text
            case .element(let element) where WhiteSpace.isBlock(element.name):
                " \(Self.text(in: element)) "
            case .element(let element): Self.text(in: element)
            case .doctype: ""
            }
        }.joined()
    }

    /// Whether nobody is told of an element.
    static func isHidden(_ element: PageElement) -> Bool {
        AccessibilityRole.silent.contains(element.name) || element.value(of: "hidden") != nil
            || element.value(of: "aria-hidden") == "true"
            || element.name == "input" && element.value(of: "type")?.lowercased() == "hidden"
    }

    static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
