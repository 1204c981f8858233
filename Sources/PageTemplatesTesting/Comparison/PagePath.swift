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
    ///   - level: The level.
    /// - Returns: The path; where the node is a text the path of the level.
    func appending(_ index: Int, of level: PageLevel) -> PagePath {
        guard let element = level.nodes[index].element else { return self }
        var path = self
        if let id = element.value(of: "id"), Self.isName(id) {
            path.steps = ["#\(id)"]
            return path
        }
        let place = level.position(of: index).map { ":nth-of-type(\($0))" } ?? ""
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

/// The nodes of a level, with their places among those of their name.
struct PageLevel {
    let nodes: [PageNode]
    private var counts: [String: Int] = [:]
    private var positions: [Int] = []

    init(_ nodes: [PageNode]) {
        self.nodes = nodes
        positions.reserveCapacity(nodes.count)
        for node in nodes {
            guard let name = node.element?.name else {
                positions.append(0)
                continue
            }
            counts[name, default: 0] += 1
            positions.append(counts[name] ?? 0)
        }
    }

    /// Which element of its name an element is, from 1; `nil` for the only one.
    func position(of index: Int) -> Int? {
        guard let name = nodes[index].element?.name, counts[name] != 1 else { return nil }
        return positions[index]
    }
}

extension UInt8 {
    /// Whether a name of CSS can begin with it.
    fileprivate var isNameStart: Bool {
        let letter = self | 0x20
        return (0x61...0x7A).contains(letter) || self == 0x5F || self >= 0x80
    }
}
