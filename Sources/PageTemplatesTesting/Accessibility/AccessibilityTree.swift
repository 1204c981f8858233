// SPDX-License-Identifier: Apache-2.0

/// A page as assistive technology is told of it, one element a line.
///
/// ```
/// - navigation "Shop":
///   - link "Cart"
/// - main:
///   - heading "Chairs" [level=1]
/// ```
///
/// Style sheets and scripts are not looked at: what these hide is there.
package struct AccessibilityTree: Sendable, CustomStringConvertible {
    private let lines: [String]

    /// Looks at a page of HTML.
    package init(_ page: PageTree) {
        var writer = Writer(names: AccessibilityName(page))
        writer.write(page.nodes, [], label: nil, depth: 0)
        lines = writer.lines
    }

    /// The lines, each with its end.
    package var description: String { lines.map { $0 + "\n" }.joined() }
}

private struct Writer {
    let names: AccessibilityName
    private(set) var lines: [String] = []

    init(names: AccessibilityName) {
        self.names = names
    }

    mutating func write(_ nodes: [PageNode], _ around: [String], label: String?, depth: Int) {
        for node in nodes {
            switch node {
            case .doctype: break
            case .text(let text):
                let text = AccessibilityName.trimmed(text)
                if !text.isEmpty { add("text: \(text)", depth) }
            case .element(let element): write(element, around, label: label, depth: depth)
            }
        }
    }

    private mutating func write(
        _ element: PageElement,
        _ around: [String],
        label: String?,
        depth: Int
    ) {
        guard !AccessibilityName.isHidden(element) else { return }
        let label = element.name == "label" ? AccessibilityName.text(in: element) : label
        let inner = around + [element.name]
        guard let role = AccessibilityRole.role(of: element, in: around) else {
            write(element.children, inner, label: label, depth: depth)
            return
        }
        let name = names.name(of: element, role, in: label)
        let title = name.isEmpty ? role : "\(role) \"\(name)\""
        let states = Self.states(of: element, role).map { " [\($0)]" }.joined()
        add(title + states, depth)
        // What a name says already is not said again, unless there is more than text.
        let isSaid = AccessibilityRole.isNamedByContent(role) && !Self.holdsElements(element)
        if !isSaid { write(element.children, inner, label: label, depth: depth + 1) }
    }

    private mutating func add(_ line: String, _ depth: Int) {
        lines.append(String(repeating: "  ", count: depth) + "- " + line)
    }

    /// Whether there is an element with a role in an element.
    private static func holdsElements(_ element: PageElement) -> Bool {
        element.elements.contains { inner in
            !AccessibilityName.isHidden(inner)
                && (AccessibilityRole.role(of: inner, in: []) != nil || holdsElements(inner))
        }
    }

    private static let flags = ["checked", "disabled", "readonly", "required", "selected"]
    private static let stateNames = [
        "aria-checked", "aria-current", "aria-disabled", "aria-expanded", "aria-invalid",
        "aria-pressed", "aria-selected",
    ]

    private static func states(of element: PageElement, _ role: String) -> [String] {
        var states: [String] = []
        if role == "heading" {
            let level = element.value(of: "aria-level") ?? String(element.name.dropFirst())
            states.append("level=\(level)")
        }
        states += flags.filter { element.value(of: $0) != nil }
        states += stateNames.compactMap { name in
            element.value(of: name).map { "\(name.dropFirst(5))=\($0)" }
        }
        if element.name == "details" {
            states.append(element.value(of: "open") == nil ? "closed" : "open")
        }
        return states
    }
}
