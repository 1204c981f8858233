// SPDX-License-Identifier: Apache-2.0

/// What is different between two pages as a browser has them.
package struct PageDifference: Sendable {
    /// The changes in the order of the pages; empty where nothing can be seen.
    package private(set) var changes: [PageChange] = []

    /// Compares two pages.
    package init(_ old: PageTree, _ new: PageTree) {
        compare(old.nodes, new.nodes, PagePath(), PagePath())
    }

    private mutating func compare(
        _ old: [PageNode],
        _ new: [PageNode],
        _ oldPath: PagePath,
        _ newPath: PagePath
    ) {
        for pair in NodeAlignment(old, new).pairs {
            switch pair {
            case .both(let left, let right):
                compare(
                    old[left],
                    new[right],
                    oldPath.appending(left, of: old),
                    newPath.appending(right, of: new)
                )
            case .old(let index):
                let path = oldPath.appending(index, of: old)
                changes.append(PageChange(path, .removed(old[index].excerpt)))
            case .new(let index):
                let path = newPath.appending(index, of: new)
                changes.append(PageChange(path, .added(new[index].excerpt)))
            }
        }
    }

    private mutating func compare(
        _ old: PageNode,
        _ new: PageNode,
        _ oldPath: PagePath,
        _ newPath: PagePath
    ) {
        guard old.signature != new.signature else { return }
        switch (old, new) {
        case (.element(let left), .element(let right)):
            compareAttributes(left, right, newPath)
            compare(left.children, right.children, oldPath, newPath)
        default:
            changes.append(PageChange(newPath, .text(old: old.excerpt, new: new.excerpt)))
        }
    }

    private mutating func compareAttributes(
        _ old: PageElement,
        _ new: PageElement,
        _ path: PagePath
    ) {
        let names = (old.attributes + new.attributes).map(\.name)
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            let (before, after) = (old.value(of: name), new.value(of: name))
            guard before != after else { continue }
            changes.append(PageChange(path, .attribute(name: name, old: before, new: after)))
        }
    }
}

extension PageDifference: CustomStringConvertible {
    private static let mostChanges = 20

    /// The changes, each on a line of its own.
    package var description: String {
        guard !changes.isEmpty else {
            return "nothing that a browser shows: white space, comments, or how it is written"
        }
        let lines = changes.prefix(Self.mostChanges).map { "\($0)" }
        let rest = changes.count - lines.count
        return (lines + (rest > 0 ? ["... and \(rest) more changes"] : [])).joined(separator: "\n")
    }
}

extension PageNode {
    /// The node as a report shows it.
    fileprivate var excerpt: String {
        switch self {
        case .text(let text), .doctype(let text): text
        case .element(let element):
            "<\(element.name)"
                + element.attributes.map { " \($0.name)=\"\($0.value)\"" }.joined() + ">"
                + element.text.trimmingPrefix(while: \.isWhitespace)
        }
    }
}
