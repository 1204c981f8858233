import TemplateSyntax

/// A compiled template: instructions over tables, immutable and shared.
final class TemplateProgram: Sendable {
    let source: TemplateSource
    let configuration: TemplateConfiguration

    /// The page, then the macros and slot fillers of the template.
    let procedures: [Procedure]

    /// The procedures of the macros by their names.
    let macros: [String: Int]

    /// What is known of the template, which no render needs but the names of the templates
    /// that it refers to.
    let facts: Facts

    let instructions: [Instruction]

    /// For each instruction the source range that errors point at.
    let places: [Range<Int>]

    /// For each instruction that reads a variable of the render, where the
    /// template names it.
    let variablePlaces: [Int: Range<Int>]

    /// All literals, followed by padding so that whole vectors can be read.
    let literals: [UInt8]

    let symbols: [String]

    /// The symbols by their names.
    let symbolNumbers: [String: Int32]

    /// What names mean at the instructions.
    let scopes: ScopeTable
    let constants: [TemplateValue]
    let tables: PlanTables
    let cacheCount: Int

    init(
        _ page: Page,
        _ configuration: TemplateConfiguration,
        _ builder: ProgramBuilder,
        _ tables: PlanTables,
        _ procedures: [Procedure]
    ) {
        source = page.source
        self.configuration = configuration
        self.procedures = procedures
        macros = page.macros.mapValues(\.number)
        facts = page.facts
        instructions = builder.instructions
        places = builder.places
        variablePlaces = builder.variablePlaces
        literals = builder.literals
        symbols = builder.symbols
        symbolNumbers = builder.symbolNumbers
        scopes = builder.scopes
        constants = builder.constants
        self.tables = tables
        cacheCount = builder.cacheCount
    }

    /// What is doubtful about the template alone.
    var warnings: [TemplateWarning] {
        facts.warnings.map { warning in
            TemplateWarning(
                warning.code,
                warning.message,
                in: source.file,
                at: warning.range,
                notes: warning.notes
            )
        }
    }

    /// The templates that the program refers to by literal names.
    var references: [String] { facts.references }

    /// The registers of every procedure that always mean the same.
    enum FixedRegister {
        static let nothing: Int32 = 0
        static let marker: Int32 = 1
        static let undefined: Int32 = 2

        /// The register for values that only one instruction needs.
        static let scratch: Int32 = 3
        static let count = 4
    }
}

/// The tables that instructions point into.
struct PlanTables: Sendable {
    var attributes: [AttributePlan] = []
    var attributeSets: [AttributeSetPlan] = []
    var cases: [CasePlan] = []
    var concatenations: [[ConcatenationPiece]] = []
    var namespaces: [NamespacePlan] = []

    /// The registers that unpacking binds, each to an element.
    var unpackings: [[Int32]] = []
    var globals: [GlobalPlan] = []
    var loopProperties: [LoopPropertyPlan] = []
    var macroCalls: [MacroCallPlan] = []

    /// The names of the slots.
    var slots: [String] = []
    var messages: [MessagePlan] = []
    var contentMessages: [ContentMessagePlan] = []
    var messageParts: [MessagePartPlan] = []
    var python = PythonPlans()

    /// The expressions whose types belong to the application.
    var applications: [ApplicationPlan] = []

    /// How many loops the procedure has that is being made.
    var loopCount = 0
}

/// A variable that all scopes share, and the registers that hold it.
struct GlobalPlan: Sendable {
    let name: String
    let registers: [Int32]
}

/// How one attribute is written.
struct AttributePlan: Sendable {
    /// White space, name, `=` and quote.
    let opening: Instruction.Literal

    let quote: UInt8

    /// The attribute as the source has it, with its white space; empty where it
    /// has none: what `default` gives.
    let fallback: Instruction.Literal

    /// The spelling of a boolean attribute that is true; `nil` for others.
    let boolean: Instruction.Literal?
}

/// How the attributes of an element with a mapping are written.
struct AttributeSetPlan: Sendable {
    /// The attributes by position: the source's, then new ones.
    let entries: [Entry]

    /// The mappings, in the order of the statement.
    let mappings: [Mapping]

    /// How those attributes are translated that a mapping may have, by key.
    let messages: [String: MessagePlan]

    struct Mapping: Sendable {
        let register: Int32
        /// Its place among the clauses of the statement.
        let clause: Int
    }

    struct Entry: Sendable {
        let key: String
        let name: String
        /// The place among the clauses of the statement; `nil` where none names it.
        let clause: Int?
        /// What the source has, white space included.
        let fallback: Instruction.Literal
        let quote: UInt8
        /// The register of the computed value; none for a static attribute.
        let register: Int32
        /// Whether the source spells the attribute without a value.
        let isBare: Bool
    }
}

/// A `tal:case` and its switch.
struct CasePlan: Sendable {
    let value: Int32
    let switchValue: Int32
    /// The register that holds whether a case has matched.
    let matched: Int32
}

/// A piece of a computed text.
enum ConcatenationPiece: Sendable {
    case literal(String)
    case register(Int32)
}

/// A step through a path namespace.
struct NamespacePlan: Sendable {
    let prefix: String
    var name: String
    /// The register that holds the name where it is computed, or none.
    var nameRegister: Int32
    let namespace: any PathNamespace
}

/// A property of a loop.
struct LoopPropertyPlan: Sendable {
    let loop: Int
    let property: LoopProperty
}
