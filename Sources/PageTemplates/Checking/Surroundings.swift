// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What the elements of the source around a place say about it.
struct Surroundings {
    /// The innermost element with statements, which `attrs` is about.
    var element: ElementSyntax?

    /// Whether it is the original content of a macro's use, where slot fillers are
    /// ordinary elements.
    var isInOriginalOfUse = false

    /// Whether it is in a use of a macro that has an error of its own.
    var isInRefusedUse = false

    /// The switch around it, in the same part.
    var choice: SwitchID?

    /// Whether any switch is around it in the source.
    var isInSwitch = false

    /// The scope of its messages, which depends on nothing but the source: the domain of a
    /// macro is that of the place where it is written.
    var message = MessageScope()

    /// What the nearest element around that I18N knows makes of its content.
    var translation = Translation.page

    /// Whether it belongs to a message, and not to a part of one.
    var isInMessage = false

    enum Translation {
        case page
        case message
        case name
    }

    /// What an element makes of its surroundings, for itself and for what is in it.
    func inside(_ element: ElementSyntax, _ state: CheckState) -> Surroundings {
        var inner = self
        if element.keepsSpace(in: state.source.mode) { inner.message.keepsSpace = true }
        guard let statements = element.statements else { return inner }
        inner.element = element
        let isUse = statements.place(of: .metal, METALStatement.useMacro.rawValue) != nil
        if isUse, statements.macros?.useMacro == nil { inner.isInRefusedUse = true }
        if let translation = statements.translation {
            inner.message.domain = translation.domain?.text ?? inner.message.domain
            inner.message.context = translation.context?.text ?? inner.message.context
            if let name = translation.name {
                check(name, state)
                inner.translation = .name
            }
            if translation.translate != nil { inner.translation = .message }
        }
        return inner
    }

    /// Looks at the place of an `i18n:name`.
    private func check(_ name: NamedSyntax, _ state: CheckState) {
        let message: String
        switch translation {
        case .message: return
        case .page: message = "'i18n:name' stands only inside of an element with 'i18n:translate'"
        case .name: message = "'i18n:name' inside of another needs an 'i18n:translate' between them"
        }
        state.report(.misplacedStatement, message, at: name.range)
    }

    /// The same for a part of its own.
    var inPart: Surroundings {
        var inner = self
        inner.choice = nil
        inner.isInMessage = false
        inner.isInOriginalOfUse = false
        return inner
    }
}

extension ElementSyntax {
    /// Whether white space in it means something.
    func keepsSpace(in mode: TemplateMode) -> Bool {
        mode == .html && localName == "pre"
    }

    /// Whether browsers drop a line end behind its start tag.
    var dropsLineEnd: Bool {
        vocabulary == .html && namespace == nil
            && (localName == "pre" || localName == "textarea" || localName == "listing")
    }

    /// The innermost element that is written, if `outer` is the one around it.
    func written(in outer: ElementSyntax?) -> ElementSyntax? {
        namespace == nil ? self : outer
    }
}

extension Place {
    /// The place of a value in text.
    init(inTextOf written: ElementSyntax?, _ source: TemplateSource) {
        let body = TextMeaning(of: written, in: source)
        self.init(
            context: body.context,
            element: written?.localName,
            attribute: nil,
            mode: source.mode.markup,
            hasReferences: written?.vocabulary != .html,
            filter: body.filter,
            site: written?.innerSite ?? .page
        )
    }
}
