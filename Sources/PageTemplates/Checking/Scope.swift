// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The variables that a place of the template sees.
struct Scope {
    /// A variable bound by a definition, a loop or an error handler.
    struct Binding {
        let name: String
        let variable: VariableID

        /// Whether its value can be `default`.
        var mayBeDefault = false

        /// Whether its value can be a deferred expression.
        var mayBeDeferred = false

        /// The loop whose items it takes; `nil` for other variables.
        var loop: LoopID?

        /// Whether there may be no value: a variable that a script binds.
        var mayBeMissing = false

        /// What is in sight behind it.
        var visible: VisibleNames.Position?
    }

    /// What the name of a variable stands for.
    enum Meaning {
        case bound(Binding)
        case builtin(BuiltinName)
        /// A variable of the context, or a global of the template.
        case free
    }

    /// The variables in order of binding, the innermost last.
    private(set) var bindings: [Binding] = []

    /// Where the variables of a name stand among the bindings.
    private var positions: [String: [Int]] = [:]

    /// The names of what is always there that stand for variables all the same.
    private let hidden: Set<String>

    /// What is known of the whole template.
    let survey: TemplateSurvey

    init(_ survey: TemplateSurvey, hiding hidden: Set<String> = []) {
        self.survey = survey
        self.hidden = hidden
    }

    /// Whether a variable that nothing here binds can be `default`.
    func mayBeDefault(_ name: String) -> Bool {
        survey.usesMacros || survey.globals.contains(name)
    }

    func meaning(of name: String) -> Meaning {
        if let position = positions[name]?.last { return .bound(bindings[position]) }
        if !survey.globals.contains(name), !hidden.contains(name),
            let builtin = BuiltinName(rawValue: name)
        {
            return .builtin(builtin)
        }
        return .free
    }

    /// How many variables had been bound before the innermost one of a name.
    func position(of name: String) -> Int? {
        positions[name]?.last
    }

    /// The variables of a name, the innermost last.
    func bindings(of name: String) -> [Binding] {
        positions[name, default: []].map { bindings[$0] }
    }

    /// The loop whose variable has a name, which other variables of the same
    /// name do not hide.
    func loop(of name: String) -> LoopID? {
        bindings(of: name).last { $0.loop != nil }?.loop
    }

    /// What is in sight.
    var visible: VisibleNames.Position? { bindings.last?.visible }

    /// The loops in sight by the names of their variables.
    var loops: [String: LoopID] {
        var loops: [String: LoopID] = [:]
        for binding in bindings { loops[binding.name] = binding.loop ?? loops[binding.name] }
        return loops
    }

    mutating func bind(_ binding: Binding) {
        positions[binding.name, default: []].append(bindings.count)
        bindings.append(binding)
    }

    /// Forgets the variables bound since there were `count`.
    mutating func unbind(to count: Int) {
        while bindings.count > count {
            let name = bindings.removeLast().name
            positions[name]?.removeLast()
        }
    }
}

/// The names in sight at places of a template, each place an end of a chain, so that
/// none of them is copied.
struct VisibleNames {
    private var entries: [(name: String, outer: Int?)] = []

    /// All names, so that no chain is searched for one that is in none.
    private var known: Set<String> = []

    struct Position {
        fileprivate let index: Int
    }

    /// What is in sight behind a definition.
    mutating func add(_ name: String, behind outer: Position?) -> Position {
        entries.append((name, outer?.index))
        known.insert(name)
        return Position(index: entries.count - 1)
    }

    func contains(_ name: String, at position: Position?) -> Bool {
        guard known.contains(name) else { return false }
        var next = position?.index
        while let index = next {
            if entries[index].name == name { return true }
            next = entries[index].outer
        }
        return false
    }
}

/// What has to be known of a whole template before its first element is looked at.
struct TemplateSurvey {
    /// The names that a `global` definition or a script anywhere in the template
    /// binds.
    let globals: Set<String>

    /// Whether there are macros or slots: then variables can come from other
    /// templates.
    let usesMacros: Bool

    init(of tree: SyntaxTree) {
        globals = tree.globals
        usesMacros = tree.usesMacros
    }
}
