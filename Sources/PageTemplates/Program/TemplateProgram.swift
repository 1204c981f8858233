// SPDX-License-Identifier: Apache-2.0

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

    let symbols: SymbolTable

    /// What names mean at the instructions.
    let scopes: ScopeTable
    let tables: PlanTables

    /// Where members were found by earlier renders.
    let caches: MemberCaches

    /// Counts what renders reach; `nil` where nobody asks.
    let coverage: CoverageCounters?

    /// The catalogs of its configuration, if those translate.
    let catalogs: TranslationCatalogs?

    /// The texts of its messages in the languages of earlier renders.
    let messages = LinkedMessageCache()

    /// The translations that earlier renders have put into markup.
    let translations = FragmentCache()

    init(
        _ page: Page,
        _ configuration: TemplateConfiguration,
        _ builder: ProgramBuilder,
        _ tables: PlanTables,
        _ procedures: [Procedure],
        _ coverage: CoverageCounters? = nil
    ) {
        source = page.source
        self.coverage = coverage
        self.configuration = configuration
        self.procedures = procedures
        macros = page.macros.mapValues(\.number)
        facts = page.facts
        instructions = builder.instructions
        places = builder.places
        variablePlaces = builder.variablePlaces
        literals = builder.literals
        symbols = builder.symbols
        scopes = builder.scopes
        self.tables = tables
        caches = MemberCaches(count: builder.cacheCount)
        catalogs = configuration.translator as? TranslationCatalogs
    }

    /// What errors call a procedure of it.
    func title(of procedure: Int) -> String {
        procedure == 0 ? "'\(source.name)'" : procedures[procedure].title
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

    /// What is doubtful about its syntax.
    var syntaxWarnings: [TemplateWarning] {
        facts.syntaxWarnings.compactMap { diagnostic in
            guard case .warning(let warning) = TemplateDiagnostic(diagnostic, in: source.file)
            else { return nil }
            return warning
        }
    }

    /// The templates that the program refers to by literal names.
    var references: [String] { facts.references }
}

/// The tables that instructions point into.
struct PlanTables: Sendable {
    var constants = PlanTable<TemplateValue>()
    var attributes = PlanTable<AttributePlan>()
    var attributeSets = PlanTable<AttributeSetPlan>()
    var cases = PlanTable<CasePlan>()
    var concatenations = PlanTable<ConcatenationPlan>()
    var namespaces = PlanTable<NamespacePlan>()

    /// Registers that are bound, each to an element, or that hold the bounds of a slice.
    var registers = PlanTable<[Register]>()
    var globals = PlanTable<GlobalPlan>()
    var loopBoundaries = PlanTable<LoopBoundary>()
    var macroCalls = PlanTable<MacroCallPlan>()
    var messages = PlanTable<MessagePlan>()
    var staticMessages = PlanTable<StaticMessagePlan>()
    var contentMessages = PlanTable<ContentMessagePlan>()
    var messageParts = PlanTable<MessagePartPlan>()
    var python = PythonPlans()

    /// The expressions whose types belong to the application.
    var applications = PlanTable<ApplicationPlan>()
}

/// A variable that all scopes share, and the registers that hold it.
struct GlobalPlan: Sendable {
    let name: String
    let registers: [Register]
}

/// How one attribute is written.
struct AttributePlan: Sendable {
    /// White space, name, `=` and quote.
    let opening: Instruction.Literal

    let quote: UInt8
    let writing: Writing
    let truth: AttributeTruth

    /// What it is where it is no more than there.
    let presence: Instruction.Literal
}

/// The attributes of an element with a mapping.
struct AttributeSetPlan: Sendable {
    /// The attributes that the template knows.
    let entries: [Entry]

    /// The mappings, in the order of the statement.
    let mappings: [Mapping]

    /// Gets the attributes that the mappings add, as a mapping.
    let added: Register

    /// How those attributes are translated that a mapping may have, by key.
    let messages: [String: MessagePlan]
    let owner: AttributeOwner

    /// The prefixes that names of data may have; `nil` where they may have any.
    let prefixes: Set<String>?

    struct Mapping: Sendable {
        let register: Register
        /// Its place among the clauses of the statement.
        let clause: Int
    }

    struct Entry: Sendable {
        let key: String
        /// The place among the clauses of the statement; -1 where none names it.
        let clause: Int
        /// Gets the value that a mapping has for it, and is undefined where none has.
        let replacement: Register
    }
}

/// A `tal:case` and its switch.
struct CasePlan: Sendable {
    let value: Register
    let switchValue: Register
    /// Holds whether a case has matched.
    let matched: Register
}

/// A computed text.
struct ConcatenationPlan: Sendable {
    let pieces: [ConcatenationPiece]

    /// Whether it is written at one place, for which its values are filtered.
    var isPlaced = false
}

/// A piece of a computed text.
enum ConcatenationPiece: Sendable {
    case literal(String)
    case register(Register)

    /// A value that is filtered by what it is at its place.
    case filtered(Register, PlaceFilter)
}

/// A step through a path namespace.
struct NamespacePlan: Sendable {
    let prefix: String
    let name: Name
    let namespace: any PathNamespace

    enum Name: Sendable {
        case literal(String)
        case register(Register)
    }
}
