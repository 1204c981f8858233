/// A compiled template: instructions over tables, immutable and shared.
struct TemplateProgram: Sendable {
    let source: TemplateSource
    let configuration: TemplateConfiguration
    let reads: TemplateReads

    let instructions: [Instruction]

    /// For each instruction the source range that errors point at.
    let places: [Range<Int>]

    /// For each instruction that reads a variable of the render, where the
    /// template names it.
    let variablePlaces: [Int: Range<Int>]

    /// All literals, followed by padding so that whole vectors can be read.
    let literals: [UInt8]

    let symbols: [String]
    let constants: [TemplateValue]

    /// The variables that are bound before the first instruction.
    let inputs: [Input]

    let attributes: [AttributePlan]
    let attributeSets: [AttributeSetPlan]
    let cases: [CasePlan]
    let concatenations: [[ConcatenationPiece]]
    let namespaces: [NamespacePlan]
    /// The registers that are bound together: by unpacking each to its element,
    /// by a global definition all to one value.
    let bindings: [[Int32]]
    let loopProperties: [LoopPropertyPlan]
    let loopMappings: [[String: Int]]

    let registerCount: Int
    let cacheCount: Int
    let loopCount: Int

    /// The registers of every program that always hold the same.
    enum FixedRegister {
        static let nothing: Int32 = 0
        static let marker: Int32 = 1
        static let undefined: Int32 = 2
        static let count = 3
    }

    /// A variable of the context and its register.
    struct Input: Sendable {
        let name: String
        let register: Int32
        let kind: Kind

        enum Kind: Sendable {
            case variable
            case options
            case contexts
        }
    }
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

    /// The registers of mappings, in the order of the statement.
    let mappings: [Int32]

    struct Entry: Sendable {
        let key: String
        let name: String
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
