// SPDX-License-Identifier: Apache-2.0

/// Where a node stands in a page: a selector of CSS, from the nearest element with an id on.
///
/// `#cart > tr:nth-of-type(2) > td`
package struct PagePath: Sendable, Hashable, CustomStringConvertible {
    private var steps: [String] = []

    /// The path of a page.
    init() {}

    /// The path of an element of a level.
    ///
    /// - Parameters:
    ///   - index: Where it is in the level.
    ///   - nodes: The level.
    /// - Returns: The path; where the node is a text the path of the level.
    func appending(_ index: Int, of nodes: [PageNode]) -> PagePath {
        guard let element = nodes[index].element else { return self }
        var path = self
        if let id = element.value(of: "id"), Self.isName(id) {
            path.steps = ["#\(id)"]
            return path
        }
        let twins = nodes.indices.filter { nodes[$0].element?.name == element.name }
        let position = (twins.firstIndex(of: index) ?? 0) + 1
        let place = twins.count > 1 ? ":nth-of-type(\(position))" : ""
        path.steps.append(element.name + place)
        return path
    }

    /// Whether an id can stand in a selector as it is.
    private static func isName(_ id: String) -> Bool {
        guard let first = id.utf8.first, first.isNameStart else { return false }
        return id.utf8.allSatisfy { $0.isNameStart || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// The selector; of a whole page `:root`.
    package var description: String {
        steps.isEmpty ? ":root" : steps.joined(separator: " > ")
    }
}

extension UInt8 {
    /// Whether a name of CSS can begin with it.
    fileprivate var isNameStart: Bool {
        let letter = self | 0x20
        return (0x61...0x7A).contains(letter) || self == 0x5F || self >= 0x80
    }
}
