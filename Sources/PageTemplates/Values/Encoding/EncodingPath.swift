// SPDX-License-Identifier: Apache-2.0

/// Where in the data the encoder is, as a chain from the inside out.
indirect enum EncodingPath {
    case root
    case member(of: EncodingPath, any CodingKey)
    case element(of: EncodingPath, Int)

    init(_ keys: [any CodingKey]) {
        self = keys.reduce(.root) { .member(of: $0, $1) }
    }

    var keys: [any CodingKey] {
        steps.map { step in
            switch step {
            case .root: EncodingKey("")
            case .member(_, let key): key
            case .element(_, let index): EncodingKey(index: index)
            }
        }
    }

    /// The steps of the path without its root, from the outside in.
    private var steps: [EncodingPath] {
        var steps: [EncodingPath] = []
        var current = self
        while let parent = current.parent {
            steps.append(current)
            current = parent
        }
        return steps.reversed()
    }

    private var parent: EncodingPath? {
        switch self {
        case .root: nil
        case .member(let parent, _), .element(let parent, _): parent
        }
    }
}

extension EncodingPath: CustomStringConvertible {
    /// `'items[3].price'`, or `the top` outside of all containers.
    var description: String { Self.text(of: keys) }

    /// The outermost steps of a path that is too long to show.
    var beginning: String { Self.text(of: keys.prefix(5)) }

    private static func text(of keys: some Sequence<any CodingKey>) -> String {
        var text = ""
        for key in keys {
            if let index = (key as? EncodingKey)?.index {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return text.isEmpty ? "the top" : "'\(text)'"
    }
}

/// A key for whatever has no key type of its own.
struct EncodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    /// The position in a list, for the key of an element.
    var index: Int? { intValue }

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(index: Int) {
        stringValue = "\(index)"
        intValue = index
    }

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(index: intValue) }
}
