// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What templates compile with that an application has, where it is not there.
@Suite struct ManifestConfigurationTests {
    private func render(
        _ template: String,
        stubs: [String: TemplateValue] = [:]
    ) throws -> String {
        var manifest = TemplateManifest()
        manifest.expressionTypes = ["provider"]
        manifest.namespaces = ["fmt"]
        var configuration = TemplateConfiguration()
        configuration.apply(manifest, stubs: stubs)
        return try render(template, configuration)
    }

    private func render(
        _ template: String,
        _ configuration: TemplateConfiguration
    ) throws -> String {
        let source = try TemplateSource(name: "page.html", bytes: Array(template.utf8))
        return try Template(source, configuration: configuration)
            .render(TemplateContext(["x": 1]))
    }

    @Test func declaredPrefixesCompileAndFailWhenTheyRun() {
        let error = #expect(throws: TemplateError.self) {
            try render(#"<b tal:content="structure provider:page.footer">x</b>"#)
        }
        #expect(
            error?.description.contains(
                """
                'provider:' is declared, and only the application can evaluate it \
                [unknown-expression-type]
                """
            ) == true
        )
        #expect(error?.description.contains("--stub provider=VALUE") == true)
    }

    @Test func stubsStandForThem() throws {
        let footer = SafeMarkup("<hr>")
        let page = try render(
            #"<b tal:content="structure provider:page.footer">x</b> ${x/fmt:url} ${x}"#,
            stubs: ["provider": .markup(footer), "fmt": "u"]
        )
        #expect(page == "<b><hr></b> u 1")
    }

    /// What is registered counts more than what is declared.
    @Test func keepsWhatIsRegistered() throws {
        var configuration = TemplateConfiguration()
        var manifest = TemplateManifest()
        manifest.expressionTypes = ["number"]
        manifest.trustsHandlers = true
        configuration.apply(manifest)
        let page = try render(#"<b onclick="${x}">${number:x}</b>"#, configuration)
        #expect(page == #"<b onclick="1">1</b>"#)
    }

    @Test func anApplicationWritesItsOwn() {
        var configuration = TemplateConfiguration()
        configuration.functions = ["test"]
        configuration.dialect = .chameleon
        let manifest = configuration.manifest(variables: ["user"])
        #expect(manifest.expressionTypes == ["date", "number"])
        #expect(manifest.functions == ["test"])
        #expect(manifest.dialect == .chameleon)
        #expect(manifest.variables == ["user"])
        #expect(manifest.allowsScripts == false)
    }
}
