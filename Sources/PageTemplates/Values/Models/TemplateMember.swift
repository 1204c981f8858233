// SPDX-License-Identifier: Apache-2.0

/// A member of a model, as those see it who check templates.
public struct TemplateMember: Sendable {
    /// The name in templates.
    public let name: String

    /// What its values are.
    public let type: TemplateMemberType

    /// What the program says of it; empty where it says nothing.
    public let documentation: String

    /// Where it is declared; `nil` where that is not known.
    public let location: Location?

    /// A place in the sources of the application.
    public struct Location: Sendable, Hashable {
        /// The module and the name of the file, as `#fileID` has them.
        public let file: String

        /// The line, from 1.
        public let line: Int

        /// A place.
        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }

    /// A member that a property has.
    ///
    /// - Parameters:
    ///   - name: The name in templates.
    ///   - property: The property, as `\Product.name`; only its type counts, and nothing is read.
    ///   - documentation: What it is; by default nothing is said.
    ///   - location: Where it is declared; by default not known.
    public init<Model, Value>(
        _ name: String,
        _ property: (Model) -> Value,
        _ documentation: String = "",
        at location: Location? = nil
    ) {
        self.init(name, TemplateMemberType(of: Value.self), documentation, at: location)
    }

    /// A member of a type.
    ///
    /// - Parameters:
    ///   - name: The name in templates.
    ///   - type: What its values are.
    ///   - documentation: What it is; by default nothing is said.
    ///   - location: Where it is declared; by default not known.
    public init(
        _ name: String,
        _ type: TemplateMemberType,
        _ documentation: String = "",
        at location: Location? = nil
    ) {
        self.name = name
        self.type = type
        self.documentation = documentation
        self.location = location
    }
}
