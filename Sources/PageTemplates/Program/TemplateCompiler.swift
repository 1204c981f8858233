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

    /// The inputs of the procedure by name, each with a register of its own.
    var inputs: [String: Procedure.Input] = [:]

    /// The macros by name, and where they are defined.
    var macros: [String: MacroStatements.NamedPlace] = [:]

    /// The procedures that are declared so far; those without a body yet wait in
    /// `pending`.
    var procedures: [Procedure?] = [nil]
    var macroProcedures: [String: Int] = [:]
    var pending: [PendingProcedure] = []

    /// The number of the current procedure; the page is the first one.
    var currentProcedure = 0

    /// The calls of the current procedure.
    var uses: [Procedure.Use] = []

    /// Whether the current element stands in the original content of a macro's
    /// use, where slot fillers are ordinary elements.
    var isInOriginalOfUse = false

    /// Whether holes are replaced at the current place.
    var interpolates: Bool

    /// How deep the compiler's recursion is.
    var depth = 0

    /// How many macros the current element is defined in.
    var macroDepth = 0

    /// The domains and contexts of messages.
    let translationScopes: TranslationScopes

    /// Whether the current place belongs to a message, and not to a part of it.
    var isInMessage = false

    /// Whether messages are inserted as their plain ids, as in a `string:`.
    var insertsPlainIDs = false

    /// The `python:` expression that is being compiled.
    var python = PythonFrame()

    /// The scripts of the template.
    let scripts: TemplateScripts

    /// What stands around the statement of a script that is being compiled.
    var blocks: [PythonBlock] = []

    /// The tables of a program that instructions point into.
    struct Tables {
        var attributes: [AttributePlan] = []
        var attributeSets: [AttributeSetPlan] = []
        var cases: [CasePlan] = []
        var concatenations: [[ConcatenationPiece]] = []
        var namespaces: [NamespacePlan] = []
        var unpackings: [[Int32]] = []
        var globals: [GlobalPlan] = []
        var loopProperties: [LoopPropertyPlan] = []
        var macroCalls: [MacroCallPlan] = []
        var slots: [SlotPlan] = []
        var macroUses: [MacroUseSite] = []
        var references: [String] = []
        var messages: [MessagePlan] = []
        var contentMessages: [ContentMessagePlan] = []
        var messageParts: [MessagePartPlan] = []
        var texts: [TranslatableText] = []
        var computedTexts: [TemplateLocation] = []
        var python = PythonPlans()
        var applications: [ApplicationPlan] = []
        var placeWarnings: [TemplateWarning] = []
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
        var compiler = try TemplateCompiler(tree, configuration)
        try compiler.page()
        return compiler.finish()
    }

    private init(
        _ tree: MarkupTree,
        _ configuration: TemplateConfiguration
    ) throws(TemplateError) {
        self.tree = tree
        self.configuration = configuration
        interpolates = configuration.interpolatesText
        expressions = ExpressionParser(tree.source, configuration)
        translationScopes = try TranslationScopes(of: tree)
        scripts = try TemplateScripts(of: tree, expressions, configuration)
        scope = Scope(TemplateSurvey(of: tree.children, scripts))
    }

    private mutating func finish() -> TemplateProgram {
        builder.finish()
        return TemplateProgram(
            tree.source,
            configuration,
            .init(
                builder: builder,
                tables: tables,
                procedures: procedures.compactMap { $0 },
                macros: macroProcedures
            )
        )
    }
}
