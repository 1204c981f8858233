// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What a set of templates is written in, and what its application has for it.
///
/// Tools that read the templates without being the application work with it: a manifest says
/// which prefixes, functions and variables there are, though nobody can evaluate them. An
/// application writes its own from ``TemplateConfiguration/manifest(variables:)``; the file
/// beside templates is `.talisman.yml`.
public struct TemplateManifest: Sendable, Hashable {
    /// How expressions without a prefix are read; `nil` where nothing is said of it.
    public var dialect: TemplateDialect?

    /// Whether `${…}` in text and attributes is replaced; `nil` where nothing is said of it.
    public var interpolatesText: Bool?

    /// Whether lines that hold only statements are left out; `nil` where nothing is said of it.
    public var trimsStatementLines: Bool?

    /// Whether `structure` takes plain text; `nil` where nothing is said of it.
    public var trustsPlainText: Bool?

    /// Whether text may be a whole handler; `nil` where nothing is said of it.
    public var trustsHandlers: Bool?

    /// Whether text may be the address of what runs; `nil` where nothing is said of it.
    public var trustsScriptURLs: Bool?

    /// Whether templates may contain scripts; `nil` where nothing is said of it.
    public var allowsScripts: Bool?

    /// The endings of template files beside the usual ones, without their dots.
    public var extensions: Set<String> = []

    /// The prefixes of the application's expression types.
    public var expressionTypes: Set<String> = []

    /// The prefixes of the application's path namespaces.
    public var namespaces: Set<String> = []

    /// The names of the application's functions for `python:`.
    public var functions: Set<String> = []

    /// The names of all variables that pages have; `nil` where they are not known.
    public var variables: Set<String>?

    /// Which models pages have, and what templates can read of them.
    public var contract = TemplateContract()

    /// A manifest that says nothing.
    public init() {}

    /// Whether a name can be that of an expression type of an application: a letter, then
    /// letters, digits and `_`, and none of the language's own.
    public static func isExpressionType(_ name: String) -> Bool {
        ExpressionReader.canBeRegistered(name)
    }

    /// Whether a name can be that of a path namespace: a letter, then letters, digits and `_`.
    public static func isNamespace(_ name: String) -> Bool {
        ExpressionReader.prefixLength((name + ":").utf8) == name.utf8.count
    }

    /// Whether a text can be the ending of a template file: small letters and digits.
    public static func isEnding(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isDigit || $0.isLetter && $0 & 0x20 != 0 }
    }

    /// Whether a name can be that of a variable or function: a letter or `_`, then letters,
    /// digits and `_`.
    public static func isName(_ name: String) -> Bool {
        Array(name.utf8).isVariableName
    }
}

extension TemplateConfiguration {
    /// What the application says of itself for those who read its templates.
    ///
    /// - Parameter variables: The names of all variables that its pages have; `nil` where they
    ///   are not known, so that none is an error.
    /// - Returns: The manifest, whose settings are all said.
    public func manifest(variables: Set<String>? = nil) -> TemplateManifest {
        var manifest = TemplateManifest()
        manifest.dialect = dialect
        for setting in TemplateManifest.settings {
            manifest[keyPath: setting.manifest] = self[keyPath: setting.configuration]
        }
        manifest.expressionTypes = Set(expressionTypes.keys)
        manifest.namespaces = Set(namespaces.keys)
        manifest.functions = functions
        manifest.variables = variables
        return manifest
    }

    /// Takes over what a manifest says.
    ///
    /// Its expression types and path namespaces that are not registered compile from then on;
    /// rendering one gives its stub, or fails where there is none.
    ///
    /// - Parameters:
    ///   - manifest: What the templates need.
    ///   - stubs: What prefixes give that nobody can evaluate, by prefix.
    public mutating func apply(
        _ manifest: TemplateManifest,
        stubs: [String: TemplateValue] = [:]
    ) {
        dialect = manifest.dialect ?? dialect
        for setting in TemplateManifest.settings {
            guard let said = manifest[keyPath: setting.manifest] else { continue }
            self[keyPath: setting.configuration] = said
        }
        for prefix in manifest.expressionTypes where expressionTypes[prefix] == nil {
            expressionTypes[prefix] =
                stubs[prefix].map { StubPrefix(value: $0) }
                ?? UnknownPrefix(declared: prefix, .unknownExpressionType)
        }
        for prefix in manifest.namespaces where namespaces[prefix] == nil {
            namespaces[prefix] =
                stubs[prefix].map { StubPrefix(value: $0) }
                ?? UnknownPrefix(declared: prefix, .unknownNamespace)
        }
        functions.formUnion(manifest.functions)
        if let variables = manifest.variables {
            knownVariables = (knownVariables ?? []).union(variables).union(manifest.functions)
        }
    }
}
