// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The texts for translators.
extension Facts {
    /// Notes the message that is the content of an element, by all ids that it can have.
    mutating func note(_ message: Message, of element: ElementSyntax, in source: TemplateSource) {
        let contents = MessageContents.of(message.body, in: source) ?? []
        let texts = contents.map { message.scope.id(ofContent: $0) }
        let ids = message.id.map { [$0] } ?? texts
        guard !ids.isEmpty else {
            if element.statements?.translation?.isIgnored == true { return }
            return computedTexts.append(element.startTag)
        }
        let data = element.statements?.translation?.data
        let names = data.map(\.literalKeys) ?? []
        let defaultText = message.id == nil ? nil : texts.first
        for id in ids {
            note(
                id,
                in: message.scope,
                of: element,
                defaultText: id == defaultText ? nil : defaultText,
                dataNames: names
            )
        }
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
            if case .constant(.string(let key))? = entry.key?.kind { key } else { nil }
        }
        return keys.count == entries.count ? Set(keys) : nil
    }
}

extension MessageScope {
    /// The id of a message that has no other one, for its content.
    func id(ofContent content: [UInt8]) -> String {
        String(decoding: keepsSpace ? content : content.normalizingSpace, as: UTF8.self)
    }
}

extension Collection<UInt8> {
    /// The words with one space between them.
    var normalizingSpace: [UInt8] {
        Array(split(whereSeparator: \.isSpace).joined(separator: [Byte.space]))
    }
}
