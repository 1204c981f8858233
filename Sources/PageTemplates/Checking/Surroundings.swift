import TemplateSyntax

/// What the elements of the source around a place say about it.
struct Surroundings {
    /// The innermost element with statements, which `attrs` is about.
    var element: ElementSyntax?

    /// The innermost element that is written.
    var written: ElementSyntax?

    /// How many macros the place is defined in.
    var macroDepth = 0

    /// Whether it is the original content of a macro's use, where slot fillers are
    /// ordinary elements.
    var isInOriginalOfUse = false

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
    func inside(_ element: ElementSyntax, _ mode: TemplateMode) -> Surroundings {
        var inner = self
        if element.namespace == nil { inner.written = element }
        if mode == .html, element.localName == "pre" { inner.message.keepsSpace = true }
        guard element.statements != nil else { return inner }
        inner.element = element
        if let translation = element.statements?.translation {
            inner.message.domain = translation.domain?.text ?? inner.message.domain
            inner.message.context = translation.context?.text ?? inner.message.context
            if translation.name != nil { inner.translation = .name }
            if translation.translate != nil { inner.translation = .message }
        }
        return inner
    }

    /// The same for a part of its own.
    var inPart: Surroundings {
        var inner = self
        inner.choice = nil
        inner.isInMessage = false
        inner.isInOriginalOfUse = false
        return inner
    }

    /// The place of a hole in text.
    func place(in mode: TemplateMode) -> Place {
        let name = written?.localName
        let isEscapable =
            mode == .html && written?.vocabulary == .html
            && (name == "title" || name == "textarea")
        return Place(
            context: isEscapable ? .escapableText : .text,
            element: name,
            attribute: nil
        )
    }
}
