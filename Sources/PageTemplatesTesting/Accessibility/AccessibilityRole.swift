// SPDX-License-Identifier: Apache-2.0

/// The roles that elements have for assistive technology without saying so.
///
/// The rules are those of "HTML Accessibility API Mappings" of the W3C, as far as the markup alone
/// decides.
enum AccessibilityRole {
    /// The role of an element; `nil` for one that has none, whose content counts instead.
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - around: The names of the elements around it.
    /// - Returns: The role that it names, or that it has by itself.
    static func role(of element: PageElement, in around: [String]) -> String? {
        let named = element.value(of: "role")?.split(whereSeparator: \.isWhitespace).first
        if let named { return plain.contains(String(named)) ? nil : String(named) }
        return byAttributes(element, in: around) ?? byName[element.name]
    }

    /// Whether the name of an element with the role is what stands in it.
    static func isNamedByContent(_ role: String) -> Bool { namedByContent.contains(role) }

    /// Elements that nobody is told of, nor of what is in them.
    static let silent: Set<String> = [
        "head", "link", "meta", "noscript", "script", "style", "template", "title",
    ]

    private static let plain: Set<String> = ["generic", "none", "presentation"]

    private static let namedByContent: Set<String> = [
        "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem",
        "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch",
        "tab", "tooltip", "treeitem",
    ]

    private static let byName: [String: String] = [
        "article": "article", "aside": "complementary", "blockquote": "blockquote",
        "button": "button", "caption": "caption", "code": "code", "datalist": "listbox",
        "dd": "definition", "del": "deletion", "details": "group", "dfn": "term",
        "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group",
        "figure": "figure", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
        "h5": "heading", "h6": "heading", "hr": "separator", "ins": "insertion",
        "li": "listitem", "main": "main", "math": "math", "menu": "list", "meter": "meter",
        "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option",
        "output": "status", "p": "paragraph", "progress": "progressbar", "search": "search",
        "strong": "strong", "sub": "subscript", "summary": "button", "sup": "superscript",
        "table": "table", "tbody": "rowgroup", "td": "cell", "textarea": "textbox",
        "tfoot": "rowgroup", "thead": "rowgroup", "time": "time", "tr": "row", "ul": "list",
    ]

    private static let inputs: [String: String] = [
        "button": "button", "checkbox": "checkbox", "image": "button", "number": "spinbutton",
        "radio": "radio", "range": "slider", "reset": "button", "search": "searchbox",
        "submit": "button",
    ]

    /// Elements in which headers and footers are not those of the page.
    private static let sections: Set<String> = ["article", "aside", "main", "nav", "section"]

    private static func byAttributes(_ element: PageElement, in around: [String]) -> String? {
        switch element.name {
        case "a", "area":
            return element.value(of: "href") == nil ? nil : "link"
        case "img":
            return element.value(of: "alt") == "" ? nil : "img"
        case "input":
            let type = element.value(of: "type")?.lowercased() ?? "text"
            return type == "hidden" ? nil : inputs[type] ?? "textbox"
        case "select":
            let size = element.value(of: "size").flatMap { Int($0) } ?? 1
            let isList = element.value(of: "multiple") != nil || size > 1
            return isList ? "listbox" : "combobox"
        case "th":
            return element.value(of: "scope")?.hasPrefix("row") == true
                ? "rowheader" : "columnheader"
        case "header", "footer":
            guard !around.contains(where: sections.contains) else { return nil }
            return element.name == "header" ? "banner" : "contentinfo"
        case "section", "form":
            let isNamed = ["aria-label", "aria-labelledby", "title"].contains {
                element.value(of: $0) != nil
            }
            return isNamed ? element.name == "form" ? "form" : "region" : nil
        default:
            return nil
        }
    }
}
