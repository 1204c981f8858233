// SPDX-License-Identifier: Apache-2.0

/// The elements that libxml2 has open while it reads HTML.
struct ParserTree {
    /// The names, and where the start tags are in the source; `nil` for elements that
    /// libxml2 makes up.
    private var open: [(name: String, tag: Int?)] = []

    /// The innermost element of the source around the one that was started last.
    private(set) var parent: (name: String, tag: Int)?

    mutating func start(_ name: String, at tag: Int?) {
        if tag != nil { parent = innermost }
        open.append((name, tag))
    }

    mutating func end(_ name: String) {
        guard let index = open.lastIndex(where: { $0.name == name }) else { return }
        open.removeSubrange(index...)
    }

    /// Whether the element that starts at `tag` is open.
    func holds(_ tag: Int) -> Bool {
        open.contains { $0.tag == tag }
    }

    private var innermost: (name: String, tag: Int)? {
        for element in open.reversed() {
            if let tag = element.tag { return (element.name, tag) }
        }
        return nil
    }
}
