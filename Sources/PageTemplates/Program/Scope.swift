/// The variables that a place of the template sees.
struct Scope {
    /// A variable bound by a definition, a loop or an error handler.
    struct Binding {
        let name: String
        let register: Int32

        /// Whether its value can be `default`.
        let mayBeDefault: Bool

        /// The loop whose items it takes; `nil` for other variables.
        let loop: Int?
    }

    /// What the name of a variable stands for.
    enum Meaning {
        case bound(Binding)
        case builtin(Builtin)
        /// A variable of the context, or a global of the template.
        case free
    }

    /// The names that are always there, unless something else takes them.
    enum Builtin: String {
        case nothing
        case `default`
        case options
        case repetition = "repeat"
        case loop
        case attributes = "attrs"
        case contexts = "CONTEXTS"
        case template
        case templates
        case macros
        case macroName = "macroname"
    }

    /// The variables in order of binding, the innermost last.
    private(set) var bindings: [Binding] = []

    /// What is known of the whole template.
    let survey: TemplateSurvey

    init(_ survey: TemplateSurvey) {
        self.survey = survey
    }

    /// Whether a variable that nothing here binds can be `default`.
    func mayBeDefault(_ name: String) -> Bool {
        survey.usesMacros || survey.globals.contains(name)
    }

    func meaning(of name: String) -> Meaning {
        if let binding = bindings.last(where: { $0.name == name }) { return .bound(binding) }
        if !survey.globals.contains(name), let builtin = Builtin(rawValue: name) {
            return .builtin(builtin)
        }
        return .free
    }

    mutating func bind(_ binding: Binding) {
        bindings.append(binding)
    }

    /// Forgets the variables bound since there were `count`.
    mutating func unbind(to count: Int) {
        bindings.removeSubrange(count...)
    }

    /// What a callee sees of the variables and loops here.
    var site: CallSite {
        var variables: [String: Int32] = [:]
        for binding in bindings {
            variables[binding.name] = binding.register
        }
        return CallSite(variables: variables, loops: loops)
    }

    /// The loops in sight by the names of their variables, which other variables
    /// of the same names do not hide.
    var loops: [String: Int] {
        var loops: [String: Int] = [:]
        for binding in bindings {
            loops[binding.name] = binding.loop ?? loops[binding.name]
        }
        return loops
    }
}
