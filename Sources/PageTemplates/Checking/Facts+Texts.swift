// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The texts for translators.
extension Facts {
    /// Notes the message that is the content of an element.
    mutating func note(_ message: Message, of element: ElementSyntax) {
        let content = message.body.fixedText.map { bytes in
            let text = message.scope.keepsSpace ? bytes : bytes.normalizingSpace
            return String(decoding: text, as: UTF8.self)
        }
        guard let id = message.id ?? content else {
            if element.statements?.translation?.isIgnored == true { return }
            return computedTexts.append(element.startTag)
        }
        let defaultText = id == content ? nil : content
        let data = element.statements?.translation?.data
        let names = data.map(\.literalKeys) ?? []
        note(id, in: message.scope, of: element, defaultText: defaultText, dataNames: names)
    }

    /// Notes the message of an attribute.
    mutating func note(
        _ message: MessageText,
        _ attribute: TranslatedAttributeSyntax,
        of element: ElementSyntax
    ) {
        let translation = element.statements?.translation
        let name = attribute.name.text
        if translation?.ignoredAttributes.contains(where: { $0.text == name }) == true { return }
        guard let id = message.id ?? message.text else {
            return computedTexts.append(element.startTag)
        }
        let defaultText = id == message.text ? nil : message.text
        note(id, in: message.scope, of: element, defaultText: defaultText)
    }

    /// Notes a text for translators, unless it is empty or they shall not care.
    mutating func note(
        _ id: String,
        in scope: MessageScope,
        of element: ElementSyntax,
        defaultText: String? = nil,
        dataNames: Set<String>? = []
    ) {
        let statements = element.statements?.translation
        guard !id.isEmpty, statements?.isIgnored != true else { return }
        texts.append(
            Text(
                id: id,
                scope: scope,
                defaultText: defaultText,
                comment: statements?.comment?.text,
                hasPlural: statements?.data != nil,
                dataNames: dataNames,
                range: element.startTag
            )
        )
    }
}

extension ExpressionSyntax {
    /// The keys of a dictionary that is written out in Python; `nil` for anything else.
    fileprivate var literalKeys: Set<String>? {
        guard case .python(let node) = kind, case .dictionary(let entries) = node.kind else {
            return nil
        }
        let keys = entries.compactMap { entry in
            if case .constant(.string(let key)) = entry.key.kind { key } else { nil }
        }
        return keys.count == entries.count ? Set(keys) : nil
    }
}

extension [PageNode] {
    /// What the nodes write, as far as it is always the same: what conditions leave out is
    /// taken to be there, and parts of a message have their names in their places.
    fileprivate var fixedText: [UInt8]? {
        var text: [UInt8] = []
        for node in self {
            guard let piece = node.fixedText else { return nil }
            text += piece
        }
        return text
    }
}

extension PageNode {
    fileprivate var fixedText: [UInt8]? {
        switch self {
        case .literal(let bytes): bytes
        case .part(let part): Array("${\(part.name)}".utf8)
        case .call(let call): call.part.map { Array("${\($0)}".utf8) }
        case .condition(let condition): condition.body.fixedText
        case .bindings(let bindings): bindings.body.fixedText
        case .choice(let choice): choice.body.fixedText
        case .region(let region): region.body.fixedText
        case .omission(let omission):
            (omission.startTag + omission.content + omission.endTag).fixedText
        case .script, .lineEnd: []
        case .hole, .attribute, .attributeSet, .loop, .handler, .alternative, .slot, .message: nil
        }
    }
}

extension Collection<UInt8> {
    /// The words with one space between them.
    var normalizingSpace: [UInt8] {
        Array(split(whereSeparator: \.isSpace).joined(separator: [Byte.space]))
    }
}
