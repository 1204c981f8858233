/// A compiled template: instructions over tables, immutable and shared.
final class TemplateProgram: Sendable {
    let source: TemplateSource
    let configuration: TemplateConfiguration

    /// The page, then the macros and slot fillers of the template.
    let procedures: [Procedure]

    /// The procedures of the macros by their names.
    let macros: [String: Int]

    /// The templates that the program refers to by literal names.
    let references: [String]

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
    let attributes: [AttributePlan]
    let attributeSets: [AttributeSetPlan]
    let cases: [CasePlan]
    let concatenations: [[ConcatenationPiece]]
    let namespaces: [NamespacePlan]
    /// The registers that unpacking binds, each to an element.
    let unpackings: [[Int32]]
    let globals: [GlobalPlan]
    let loopProperties: [LoopPropertyPlan]
    let macroCalls: [MacroCallPlan]
    let slots: [SlotPlan]
    let macroUses: [MacroUseSite]
    let messages: [MessagePlan]
    let contentMessages: [ContentMessagePlan]
    let messageParts: [MessagePartPlan]
    let python: PythonPlans

    /// The expressions whose types belong to the application.
    let applications: [ApplicationPlan]

    /// The texts for translators in the order of the source.
    let texts: [TranslatableText]

    /// Where texts stand whose ids are known only when they are rendered.
    let computedTexts: [TemplateLocation]

    /// What is doubtful about the places of data.
    let placeWarnings: [TemplateWarning]
    let cacheCount: Int

    init(_ source: TemplateSource, _ configuration: TemplateConfiguration, _ parts: Parts) {
        self.source = source
        self.configuration = configuration
        procedures = parts.procedures
        macros = parts.macros
        references = parts.tables.references
        instructions = parts.builder.instructions
        places = parts.builder.places
        variablePlaces = parts.builder.variablePlaces
        literals = parts.builder.literals
        symbols = parts.builder.symbols
        symbolNumbers = parts.builder.symbolNumbers
        scopes = parts.builder.scopes
        constants = parts.builder.constants
        attributes = parts.tables.attributes
        attributeSets = parts.tables.attributeSets
        cases = parts.tables.cases
        concatenations = parts.tables.concatenations
        namespaces = parts.tables.namespaces
        unpackings = parts.tables.unpackings
        globals = parts.tables.globals
        loopProperties = parts.tables.loopProperties
        macroCalls = parts.tables.macroCalls
        slots = parts.tables.slots
        macroUses = parts.tables.macroUses
        messages = parts.tables.messages
        contentMessages = parts.tables.contentMessages
        messageParts = parts.tables.messageParts
        python = parts.tables.python
        applications = parts.tables.applications
        texts = parts.tables.texts.inSourceOrder
        computedTexts = parts.tables.computedTexts.sorted(by: <)
        placeWarnings = parts.tables.placeWarnings
        cacheCount = parts.builder.cacheCount
    }

    /// What a compiler has made of a template.
    struct Parts {
        let builder: ProgramBuilder
        let tables: TemplateCompiler.Tables
        let procedures: [Procedure]
        let macros: [String: Int]
    }

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
