extension TemplateCompiler {
    /// Compiles what an element itself puts into the page.
    mutating func body(_ work: ElementWork) throws(TemplateError) {
        if let use = MacroUse(work.statements.macros) {
            try useMacro(use, work)
            return
        }
        try ordinaryBody(work)
    }

    /// Compiles an element that no macro stands for.
    mutating func ordinaryBody(_ work: ElementWork) throws(TemplateError) {
        if work.statements.script?.isElement == true {
            try script(of: work)
            return
        }
        guard let replacement = work.statements.replace else {
            try tag(work)
            return
        }
        let original = builder.label()
        let end = builder.label()
        guard try insert(replacement, of: work, onDefault: original) else {
            try check(work.element.children)
            return
        }
        builder.jump(to: end)
        builder.bind(original)
        try tag(work)
        builder.bind(end)
    }

    /// Compiles an element's tags, where they are not left out, and its content.
    private mutating func tag(_ work: ElementWork) throws(TemplateError) {
        let element = work.element
        guard element.namespace == nil else {
            try content(work)
            return
        }
        switch work.statements.omitTag {
        case .always:
            try content(work)
        case .when(let text):
            try tag(work, omittedWhen: text)
        case nil:
            try startTag(element, hasContent: work.hasContent)
            try content(work)
            endTag(element, hasContent: work.hasContent)
        }
    }

    private mutating func tag(
        _ work: ElementWork,
        omittedWhen text: ExpressionText
    ) throws(TemplateError) {
        let mark = builder.mark()
        let omitted = try materialize(expression(text), nil).register
        try unless(omitted) { compiler throws(TemplateError) in
            try compiler.startTag(work.element, hasContent: work.hasContent)
        }
        try content(work)
        try unless(omitted) { compiler throws(TemplateError) in
            compiler.endTag(work.element, hasContent: work.hasContent)
        }
        builder.release(to: mark)
    }

    /// Compiles a part that is skipped where a register is true.
    private mutating func unless(
        _ register: Int32,
        _ part: (inout TemplateCompiler) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        let skip = builder.label()
        var jump = Instruction(.jumpIfTrue)
        jump.a = register
        jump.target = skip.number
        builder.emitOutput(jump)
        try part(&self)
        builder.bind(skip)
    }

    private mutating func content(_ work: ElementWork) throws(TemplateError) {
        if work.statements.script != nil {
            try script(of: work)
            return
        }
        guard let clause = work.statements.content else {
            try sourceContent(work)
            return
        }
        let original = builder.label()
        let end = builder.label()
        guard try insert(clause, of: work, onDefault: original) else {
            try check(work.element.children)
            return
        }
        builder.jump(to: end)
        builder.bind(original)
        try sourceContent(work)
        builder.bind(end)
    }

    /// Writes an end tag, if the element has one or needs one for its content.
    mutating func endTag(_ element: MarkupElement, hasContent: Bool) {
        switch element.closing {
        case .endTag(let range):
            builder.write(tree.source.bytes[range])
        case .selfClosed where hasContent:
            builder.write("</".utf8)
            builder.write(tree.source.bytes[element.name])
            builder.write(">".utf8)
        case .selfClosed, .void, .implied:
            break
        }
    }
}

extension ElementWork {
    /// Whether the element gets content even where the source has none.
    var hasContent: Bool {
        statements.content != nil || statements.translation?.translate?.id.isEmpty == false
    }
}
