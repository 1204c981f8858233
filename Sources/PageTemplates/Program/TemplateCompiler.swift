/// Turns a markup tree into a program.
struct TemplateCompiler {
    let tree: MarkupTree
    let configuration: TemplateConfiguration
    let expressions: ExpressionParser

    var builder = ProgramBuilder()
    var scope: Scope
    var tables = Tables()
    var reads = TemplateReads()

    /// The elements with statements around the current place; `attrs` is about
    /// the last of them.
    var statementElements: [MarkupElement] = []

    /// The switch around the current place.
    var currentSwitch: SwitchRegisters?

    /// The inputs by name, each with a register for the whole render.
    var inputs: [String: TemplateProgram.Input] = [:]

    /// The tables of a program that instructions point into.
    struct Tables {
        var attributes: [AttributePlan] = []
        var attributeSets: [AttributeSetPlan] = []
        var cases: [CasePlan] = []
        var concatenations: [[ConcatenationPiece]] = []
        var namespaces: [NamespacePlan] = []
        var bindings: [[Int32]] = []
        var loopProperties: [LoopPropertyPlan] = []
        var loopMappings: [[String: Int]] = []
        var loopCount = 0
    }

    /// The registers of a switch: its value, and whether a case has matched.
    struct SwitchRegisters {
        let value: Int32
        let matched: Int32
    }

    /// Compiles a tree.
    static func compile(
        _ tree: MarkupTree,
        _ configuration: TemplateConfiguration
    ) throws(TemplateError) -> TemplateProgram {
        var compiler = TemplateCompiler(tree, configuration)
        try compiler.nodes(tree.children)
        return compiler.finish()
    }

    private init(_ tree: MarkupTree, _ configuration: TemplateConfiguration) {
        self.tree = tree
        self.configuration = configuration
        expressions = ExpressionParser(source: tree.source, limits: configuration.limits)
        scope = Scope(globals: GlobalNames.defined(in: tree.children))
    }

    private mutating func finish() -> TemplateProgram {
        builder.finish()
        reads.variables = Set(inputs.values.filter { $0.kind == .variable }.map(\.name))
        return TemplateProgram(
            source: tree.source,
            configuration: configuration,
            reads: reads,
            instructions: builder.instructions,
            places: builder.places,
            variablePlaces: builder.variablePlaces,
            literals: builder.literals,
            symbols: builder.symbols,
            constants: builder.constants,
            inputs: inputs.values.sorted { $0.register < $1.register },
            attributes: tables.attributes,
            attributeSets: tables.attributeSets,
            cases: tables.cases,
            concatenations: tables.concatenations,
            namespaces: tables.namespaces,
            bindings: tables.bindings,
            loopProperties: tables.loopProperties,
            loopMappings: tables.loopMappings,
            registerCount: builder.registerCount,
            cacheCount: builder.cacheCount,
            loopCount: tables.loopCount
        )
    }
}
