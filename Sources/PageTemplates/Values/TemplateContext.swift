// SPDX-License-Identifier: Apache-2.0

/// What a template renders: its variables.
public struct TemplateContext: Sendable {
    private let source: Source

    private enum Source {
        case mapping(TemplateMapping)

        /// A model, which gives only what a page asks for.
        case model(ModelObject)
    }

    /// What `options` holds, where that was said.
    private var ownOptions: TemplateMapping?

    /// The variables by name.
    ///
    /// Those of a model are all computed for it.
    public var variables: TemplateMapping {
        switch source {
        case .mapping(let mapping): mapping
        case .model(let model): model.mapping
        }
    }

    /// What `options` holds: by default the variables that the context was
    /// created with.
    public var options: TemplateMapping {
        get { ownOptions ?? variables }
        set { ownOptions = newValue }
    }

    /// The languages that messages are translated into, the preferred one first.
    ///
    /// They are tags of RFC 5646: `["de-AT", "en"]`. By default there are none,
    /// so that all messages have their default texts. Who translates is
    /// ``TemplateConfiguration/translator``.
    public var languages: [String] = []

    /// Variables that were added later, and win.
    private(set) var additions: [String: TemplateValue] = [:]

    /// The names that mean something of the language wherever neither a template nor the data
    /// defines them, such as `template` and `nothing`.
    ///
    /// A variable `options`, `template`, `macros`, `macroname` or `CONTEXTS` of the data wins.
    /// The others are settled while a template is compiled: one that uses such a name fails
    /// with ``TemplateError/Code/reservedName`` where the context has a variable of it.
    public static let reservedNames = Set(BuiltinName.allCases.map(\.rawValue))

    /// Creates a context.
    ///
    /// - Parameters:
    ///   - variables: The variables by name.
    ///   - options: What `options` holds; by default the variables.
    public init(_ variables: TemplateMapping = [:], options: TemplateMapping? = nil) {
        source = .mapping(variables)
        ownOptions = options
    }

    /// Creates a context whose variables are the members of a model.
    ///
    /// The page reads them when it needs them, and computes no others. Where it says `options`,
    /// it reads all.
    ///
    /// - Parameter model: The model.
    public init(_ model: some TemplateModel) {
        source = .model(ModelObject(model))
    }

    /// Creates a context whose variables are the members of a value.
    ///
    /// - Parameter value: Anything that encodes as a dictionary or a struct.
    /// - Throws: What ``TemplateMapping/init(encoding:)`` throws.
    public init(encoding value: some Encodable) throws(TemplateError) {
        self.init(try TemplateMapping(encoding: value))
    }

    /// Creates a context from a value that holds a mapping.
    ///
    /// - Throws: ``TemplateError`` with `invalidData` for anything else.
    public init(membersOf value: TemplateValue) throws(TemplateError) {
        self.init(try value.variables)
    }

    /// A variable; setting it leaves `options` as they are.
    public subscript(name: String) -> TemplateValue? {
        get {
            if !additions.isEmpty, let added = additions[name] { return added }
            return switch source {
            case .mapping(let mapping): mapping[name]
            case .model(let model): model.member(name)
            }
        }
        set { additions[name] = newValue }
    }

    /// The names of all variables.
    var names: [String] {
        let own =
            switch source {
            case .mapping(let mapping): mapping.keys
            case .model(let model): model.memberNames
            }
        return own + additions.keys.filter { !own.contains($0) }
    }

    /// All variables, for `CONTEXTS`.
    var all: TemplateMapping {
        let variables = variables
        var builder = TemplateMapping.Builder()
        for (name, value) in zip(variables.keys, variables.values) { builder.set(name, value) }
        for (name, value) in additions.sorted(by: { $0.key < $1.key }) { builder.set(name, value) }
        return builder.mapping()
    }
}
