// SPDX-License-Identifier: Apache-2.0

// What a manifest can say, each key in one place: for files, for unions, for configurations.
extension TemplateManifest {
    /// A setting that is true or false.
    package struct Setting: Sendable {
        /// Its key in files.
        package let key: String
        package let manifest: any WritableKeyPath<TemplateManifest, Bool?> & Sendable
        let configuration: any WritableKeyPath<TemplateConfiguration, Bool> & Sendable
    }

    /// A list of names.
    package struct NameList: Sendable {
        /// Its key in files.
        package let key: String
        package let manifest: any WritableKeyPath<TemplateManifest, Set<String>> & Sendable

        /// What one of the names is, for errors.
        package let title: String
        package let isName: @Sendable (String) -> Bool
    }

    package static let settings: [Setting] = [
        Setting(
            key: "interpolation",
            manifest: \.interpolatesText,
            configuration: \.interpolatesText
        ),
        Setting(
            key: "trim",
            manifest: \.trimsStatementLines,
            configuration: \.trimsStatementLines
        ),
        Setting(
            key: "trustText",
            manifest: \.trustsPlainText,
            configuration: \.trustsPlainText
        ),
        Setting(
            key: "trustHandlers",
            manifest: \.trustsHandlers,
            configuration: \.trustsHandlers
        ),
        Setting(
            key: "trustScriptURLs",
            manifest: \.trustsScriptURLs,
            configuration: \.trustsScriptURLs
        ),
        Setting(
            key: "allowScripts",
            manifest: \.allowsScripts,
            configuration: \.allowsScripts
        ),
    ]

    package static let nameLists: [NameList] = [
        NameList(
            key: "extensions",
            manifest: \.extensions,
            title: "the ending of a file, as 'pt'",
            isName: isEnding
        ),
        NameList(
            key: "expressionTypes",
            manifest: \.expressionTypes,
            title: "a prefix of an application",
            isName: isExpressionType
        ),
        NameList(
            key: "namespaces",
            manifest: \.namespaces,
            title: "a prefix",
            isName: isNamespace
        ),
        NameList(key: "functions", manifest: \.functions, title: "a name", isName: isName),
    ]

    /// Adds what another one says; where both say something of one setting, the other counts.
    package mutating func formUnion(_ other: TemplateManifest) {
        dialect = other.dialect ?? dialect
        for setting in Self.settings {
            guard let said = other[keyPath: setting.manifest] else { continue }
            self[keyPath: setting.manifest] = said
        }
        for list in Self.nameLists {
            self[keyPath: list.manifest].formUnion(other[keyPath: list.manifest])
        }
        contract.formUnion(other.contract)
        if let added = other.variables { variables = (variables ?? []).union(added) }
    }
}
