// SPDX-License-Identifier: Apache-2.0

/// What is different between two pages as a browser has them.
package struct PageDifference: Sendable {
    /// The changes in the order of the pages; empty where nothing can be seen.
    package private(set) var changes: [PageChange] = []

    /// Compares two pages.
    package init(_ old: PageTree, _ new: PageTree) {
        compare(old.nodes, new.nodes, Place(), Place())
    }

    /// Where a node stands: in the page, and in a template, as far as somebody has said so.
    private struct Place {
        var path = PagePath()
        var template: String?

        func appending(_ index: Int, of level: PageLevel) -> Place {
            Place(
                path: path.appending(index, of: level),
                template: level.nodes[index].element?.place ?? template
            )
        }
    }

    private mutating func add(_ kind: PageChange.Kind, at place: Place) {
        changes.append(PageChange(place.path, kind, at: place.template))
    }

    private mutating func compare(
        _ old: [PageNode],
        _ new: [PageNode],
        _ oldPlace: Place,
        _ newPlace: Place
    ) {
        let (oldLevel, newLevel) = (PageLevel(old), PageLevel(new))
        for pair in NodeAlignment(old, new).pairs {
            switch pair {
            case .same:
                continue
            case .changed(let left, let right):
                compare(
                    old[left],
                    new[right],
                    oldPlace.appending(left, of: oldLevel),
                    newPlace.appending(right, of: newLevel)
                )
            case .old(let index):
                add(.removed(old[index].excerpt), at: oldPlace.appending(index, of: oldLevel))
            case .new(let index):
                add(.added(new[index].excerpt), at: newPlace.appending(index, of: newLevel))
            }
        }
    }

    private mutating func compare(
        _ old: PageNode,
        _ new: PageNode,
        _ oldPlace: Place,
        _ newPlace: Place
    ) {
        switch (old, new) {
        case (.element(let left), .element(let right)):
            compareAttributes(left, right, newPlace)
            compare(left.children, right.children, oldPlace, newPlace)
        default:
            add(.text(old: old.excerpt, new: new.excerpt), at: newPlace)
        }
    }

    private mutating func compareAttributes(
        _ old: PageElement,
        _ new: PageElement,
        _ place: Place
    ) {
        let names = (old.attributes + new.attributes).map(\.name)
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            let (before, after) = (old.value(of: name), new.value(of: name))
            guard before != after else { continue }
            add(.attribute(name: name, old: before, new: after), at: place)
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
