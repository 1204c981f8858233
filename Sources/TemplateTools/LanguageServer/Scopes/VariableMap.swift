// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What the variables of a template mean, place by place.
///
/// Scopes are those of elements. A macro that is used elsewhere sees the variables there: what it
/// does not bind itself is free in it, also where an element around it binds the name.
struct VariableMap {
    private(set) var bindings: [Binding] = []
    private(set) var uses: [Use] = []
    private(set) var calls: [Call] = []

    /// Ranges of texts that read variables in a way that nobody but the application knows.
    private(set) var opaque: [Range<Int>] = []

    /// The macros that are open, each with the bindings before it.
    private var parts: [(name: String, border: Int)] = []

    /// The bindings that count at the place of the walk.
    private var scope: [Int] = []

    /// The places that were asked for, and the bindings that count there.
    private var wanted: Int?
    private(set) var visible: [Int] = []

    let source: MarkupSource

    /// Whether all of the template could be read.
    let isComplete: Bool

    /// A name that a definition or a loop binds.
    struct Binding {
        let name: NamedSyntax
        let kind: Kind
        let value: ExpressionSyntax

        /// Whether it has one of several names.
        let isUnpacked: Bool

        enum Kind {
            case definition
            case global
            case loop
        }
    }

    /// Where a name is read.
    struct Use {
        let name: NamedSyntax

        /// What binds it in the template; `nil` where nothing does.
        let binding: Int?

        /// The macro that it is free in; `nil` for the page.
        let part: String?
    }

    /// Where a macro is used, or written where it is defined.
    struct Call {
        /// The range of the expression; `nil` for a definition, which is written in its place.
        let use: Range<Int>?

        /// The macro that is defined there.
        let definition: String?
        let scope: [Int]

        /// The macro that the call stands in.
        let part: (name: String, border: Int)?
    }

    /// - Parameters:
    ///   - tree: The template.
    ///   - offset: Where to look what variables there are; nowhere by default.
    init(of tree: SyntaxTree, at offset: Int? = nil) {
        source = tree.source
        isComplete = !tree.hasErrors
        wanted = offset
        collectGlobals(tree.children)
        look(at: tree.children)
        if let offset, offset >= source.bytes.count { visible = scope }
    }

    /// Global definitions count everywhere, once they have run.
    private mutating func collectGlobals(_ nodes: [SyntaxNode]) {
        nodes.forEachElement { element in
            for clause in element.statements?.define ?? [] where clause.isGlobal {
                bind(clause.binding, .global)
            }
        }
        scope = []
    }

    // MARK: - The walk

    private mutating func look(at nodes: [SyntaxNode]) {
        for node in nodes {
            switch node {
            case .text(let text):
                note(text.range)
                for hole in text.holes { look(at: hole) }
            case .element(let element): look(at: element)
            case .verbatim(let range), .dropped(let range), .broken(let range): note(range)
            }
        }
    }

    /// Remembers what counts at the wanted place, where that is in a range.
    private mutating func note(_ range: Range<Int>) {
        guard let wanted, range.lowerBound <= wanted, wanted <= range.upperBound else { return }
        visible = scope
    }

    private mutating func look(at element: ElementSyntax) {
        let outer = scope.count
        let statements = element.statements
        let macros = statements?.macros
        if let macro = macros?.defineMacro {
            calls.append(Call(use: nil, definition: macro.text, scope: scope, part: parts.last))
            parts.append((macro.text, scope.count))
        }
        if let recovery = statements?.onError { look(at: recovery.value) }
        note(element.startTag)
        let isDefining = element.holdsWanted(wanted, in: [TALStatement.define.rawValue])
        for clause in statements?.define ?? [] {
            look(at: clause.binding.value)
            if !clause.isGlobal { bind(clause.binding, .definition) }
            if !isDefining || clause.binding.value.whole.upperBound < wanted ?? 0 {
                note(element.startTag)
            }
        }
        for test in [statements?.caseOf, statements?.condition].compactMap(\.self) {
            look(at: test)
        }
        if let loop = statements?.repetition {
            look(at: loop.value)
            bind(loop, .loop)
        }
        if !element.holdsWanted(wanted, in: Self.beforeLoops) { note(element.startTag) }
        if let use = macros?.useMacro ?? macros?.extendMacro {
            let call = Call(use: use.text.range, definition: nil, scope: scope, part: parts.last)
            calls.append(call)
        }
        for expression in element.expressionsInLoops { look(at: expression) }
        if element.script != nil { opaque.append(element.range) }
        look(at: element.children)
        scope.removeSubrange(outer...)
        if macros?.defineMacro != nil { parts.removeLast() }
    }

    /// The statements that are executed before the loop of their element.
    private static let beforeLoops = [
        TALStatement.onError, .define, .caseOf, .condition, .repetition,
    ].map(\.rawValue)

    private mutating func bind(_ binding: BindingSyntax, _ kind: Binding.Kind) {
        for name in binding.names {
            bindings.append(
                Binding(
                    name: name,
                    kind: kind,
                    value: binding.value,
                    isUnpacked: binding.isUnpacking
                )
            )
            if kind != .global { scope.append(bindings.count - 1) }
        }
    }

    // MARK: - Names

    /// The binding of a name in a scope: the innermost one, else the first global one.
    func binding(of name: String, in scope: some Sequence<Int>) -> Int? {
        var found: Int?
        for index in scope where bindings[index].name.text == name { found = index }
        return found
            ?? bindings.firstIndex { $0.kind == .global && $0.name.text == name }
    }

    mutating func use(_ name: NamedSyntax) {
        guard source.text(name.range) == name.text else { return }
        let inner = parts.last.map { scope[min($0.border, scope.count)...] } ?? scope[...]
        let binding = binding(of: name.text, in: inner)
        uses.append(
            Use(name: name, binding: binding, part: binding == nil ? parts.last?.name : nil)
        )
    }

    private mutating func look(at expression: ExpressionSyntax) {
        var reader = NameReader()
        reader.read(expression)
        for name in reader.names { use(name) }
        opaque += reader.opaque
    }
}

extension ElementSyntax {
    /// Whether a place is in the value of one of its TAL statements.
    fileprivate func holdsWanted(_ offset: Int?, in names: [String]) -> Bool {
        guard let offset, let statement = statement(at: offset) else { return false }
        return statement.namespace == .tal && names.contains(statement.name.text)
    }

    /// The statement in whose attribute a place is.
    func statement(at offset: Int) -> StatementSyntax? {
        statements?.spelled.first { statement in
            let whole = attributes[statement.attribute].whole
            return whole.lowerBound < offset && offset <= whole.upperBound
        }
    }

    /// The expressions that see all of the bindings of the element.
    fileprivate var expressionsInLoops: [ExpressionSyntax] {
        var later = statements
        later?.define = []
        later?.repetition = nil
        later?.onError = nil
        later?.caseOf = nil
        later?.condition = nil
        return (later?.expressions ?? [])
            + attributes.flatMap { ($0.pieces ?? []).compactMap(\.expression) }
    }
}
