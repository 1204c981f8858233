// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// What the values of statements become.
@Suite struct StatementTests {
    private func statements(_ markup: String) throws -> Statements {
        let tree = parse(markup)
        guard case .element(let element)? = tree.children.first else { return Statements() }
        return try #require(element.statements)
    }

    @Test func defineTakesScopesAndPatterns() throws {
        let clauses = try statements(
            "<p tal:define=\"a b/c; global d string:x;;y; (e, f) g;local local h; \">x</p>"
        ).define
        #expect(clauses.map(\.binding.value.outline) == ["b/c", "string:x;y", "g", "h"])
        #expect(clauses.map(\.isGlobal) == [false, true, false, false])
        let names = clauses.map { $0.binding.names.map(\.text) }
        #expect(names == [["a"], ["d"], ["e", "f"], ["local"]])
    }

    @Test func contentTakesKeywords() throws {
        let rows = [
            ("a", false, "a"), ("text a", false, "a"), ("structure a", true, "a"),
            (" structure  a | b ", true, "a | b"), ("structure", false, "structure"),
        ]
        for (value, isStructure, expression) in rows {
            let content = try #require(try statements("<p tal:content='\(value)'/>").content)
            #expect(content.isStructure == isStructure)
            #expect(content.value.outline == expression)
        }
    }

    @Test func attributesTakeNamesAndMappings() throws {
        let clauses = try statements(
            "<p tal:attributes='href string:a b; options/attrs; @x.y:z c; xml:lang d; "
                + "python:{1: 2}; a | b; class e'/>"
        ).attributes
        #expect(
            clauses.map(\.name?.text) == ["href", nil, "@x.y:z", "xml:lang", nil, nil, "class"]
        )
        #expect(
            clauses.map(\.value.outline)
                == ["string:a b", "options/attrs", "c", "d", "python:", "a | b", "e"]
        )
    }

    @Test func omitTagWithoutValueIsAlways() throws {
        for markup in ["<p tal:omit-tag>", "<p tal:omit-tag=''>", "<p tal:omit-tag=' '>"] {
            guard case .always = try statements(markup).omitTag else {
                Issue.record("not always: \(markup)")
                continue
            }
        }
    }

    @Test func referencesAreResolvedAndKeepTheirPlaces() throws {
        let markup = "<p tal:condition=\"a&#x2F;&#65;&eacute;/b.c\"/>"
        let condition = try #require(try statements(markup).condition)
        #expect(condition.outline == "a/Aé/b.c")
        let bytes = Array(markup.utf8)
        let texts = condition.steps.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(texts == ["&#65;&eacute;", "b.c"])
    }

    @Test func doubledSemicolonsKeepTheirPlaces() throws {
        let markup = "<p tal:define=\"a string:x;;${y}&lt;z; b c\"/>"
        let clause = try #require(try statements(markup).define.first)
        #expect(clause.binding.value.outline == "string:x;{y}<z")
        guard case .string(let pieces) = clause.binding.value.kind,
            case .hole(let hole, let range)? = pieces.dropFirst().first
        else {
            Issue.record("no hole")
            return
        }
        #expect(String(decoding: Array(markup.utf8)[hole.range], as: UTF8.self) == "y")
        #expect(String(decoding: Array(markup.utf8)[range], as: UTF8.self) == "${y}")
    }

    @Test(arguments: [
        "<p tal:content='x'/>", "<p TAL:CONTENT='x'/>", "<p data-tal-content='x'/>",
        "<tal:b content='x'/>", "<tal:b tal:content='x'/>",
        "<p xmlns:z='http://xml.zope.org/namespaces/tal' z:content='x'/>",
        "<z:b xmlns:z='http://xml.zope.org/namespaces/tal' content='x'/>",
    ])
    func spellingsOfStatements(_ markup: String) throws {
        #expect(try statements(markup).content?.value.outline == "x")
    }

    @Test(arguments: [
        "<p xmlns:tal='urn:x' tal:content='x'/>", "<p v-on:click='x' :class='y' data-tall-x='y'/>",
        "<p><b xmlns:z='http://xml.zope.org/namespaces/tal'/><i z:content='x'/></p>",
    ])
    func otherPrefixesAreNobodysBusiness(_ markup: String) throws {
        for mode in [MarkupMode.html, .xml] where mode == .html || !markup.contains(":class") {
            let tree = parse(markup, mode)
            #expect(tree.children.allSatisfy { !$0.hasStatements })
        }
    }
}

extension SyntaxNode {
    fileprivate var hasStatements: Bool {
        guard case .element(let element) = self else { return false }
        return element.statements != nil || element.children.contains(where: \.hasStatements)
    }
}

extension ExpressionSyntax {
    fileprivate var steps: [StepSyntax] {
        guard case .path(let alternatives) = kind, case .walk(let walk)? = alternatives.first?.kind
        else { return [] }
        return walk.steps
    }
}
