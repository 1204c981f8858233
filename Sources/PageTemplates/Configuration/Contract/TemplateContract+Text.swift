// SPDX-License-Identifier: Apache-2.0

// Types as files have them: 'text', '[Product]', '{integer}', 'Cart?'.
extension TemplateContract.ValueType {
    private static let anythingWord = "anything"

    /// The type as text.
    public var text: String {
        switch self {
        case .plain(let plain): plain.rawValue
        case .list(let item): "[\(item.text)]"
        case .mapping(let value): "{\(value.text)}"
        case .model(let name): name
        case .optional(let value): value.text + "?"
        case .anything: Self.anythingWord
        }
    }

    /// Reads a type.
    ///
    /// - Parameter text: The text, as ``text`` has it; `nil` comes of one without a name, or whose
    ///   brackets do not match.
    public init?(_ text: some StringProtocol) {
        var text = text[...]
        var signs: [Character] = []
        while let last = text.last, let first = text.first {
            if last == "?" {
                signs.append("?")
            } else if let closing = Self.brackets[first] {
                guard last == closing, text.count > 1 else { return nil }
                signs.append(first)
                text = text.dropFirst()
            } else {
                break
            }
            text = text.dropLast()
        }
        guard let inner = Self(named: String(text)) else { return nil }
        self = signs.reversed().reduce(inner) { type, sign in
            switch sign {
            case "?": .optional(type)
            case "[": .list(type)
            default: .mapping(type)
            }
        }
    }

    private static let brackets: [Character: Character] = ["[": "]", "{": "}"]

    private init?(named name: String) {
        guard !name.isEmpty, !name.contains(where: "[]{}?".contains) else { return nil }
        if name == Self.anythingWord {
            self = .anything
        } else {
            self = Plain(rawValue: name).map { .plain($0) } ?? .model(name)
        }
    }
}

extension TemplateMember.Location {
    /// The place as text: `Shop/Product.swift:12`.
    public var text: String { "\(file):\(line)" }

    /// Reads a place.
    ///
    /// - Parameter text: The text, as ``text`` has it; `nil` comes of one without a line.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
            let line = Int(text[text.index(after: colon)...]), line > 0
        else { return nil }
        self.init(file: String(text[..<colon]), line: line)
    }
}
