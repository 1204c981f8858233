import Testing

@testable import PageTemplates

/// What the values of statements become.
@Suite struct StatementTests {
    private func statements(_ markup: String) throws -> Statements {
        let tree = try parseMarkup(markup)
        guard case .element(let element) = try #require(tree.children.first) else {
            throw TemplateError(.malformedMarkup, "no element")
        }
        return try #require(element.statements)
    }

    @Test func defineTakesScopesAndPatterns() throws {
        let clauses = try statements(
            "<p tal:define=\"a b/c; global d string:x;;y; (e, f) g;local local h; \">x</p>"
        ).define
        #expect(clauses.map(\.expression.text) == ["b/c", "string:x;y", "g", "h"])
        #expect(clauses.map(\.isGlobal) == [false, true, false, false])
        let names = clauses.map { clause in
            switch clause.pattern {
            case .name(let name): [name]
            case .unpack(let names): names
            }
        }
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
            #expect(content.expression.text == expression)
        }
    }

    @Test func attributesTakeNamesAndMappings() throws {
        let clauses = try statements(
            "<p tal:attributes='href string:a b; options/attrs; @x.y:z c; xml:lang d; "
                + "python:{1: 2}; a | b; class e'/>"
        ).attributes
        #expect(clauses.map(\.name) == ["href", nil, "@x.y:z", "xml:lang", nil, nil, "class"])
        #expect(
            clauses.map(\.expression.text)
                == ["string:a b", "options/attrs", "c", "d", "python:{1: 2}", "a | b", "e"]
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
        let markup = "<p tal:condition=\"python:a &lt; &#x26;&#65;&eacute;&foo; b\"/>"
        let condition = try #require(try statements(markup).condition)
        #expect(condition.text == "python:a < &Aé&foo; b")
        let place = condition.sourceRange(9..<10)
        #expect(Array(markup.utf8)[place].elementsEqual("&lt;".utf8))
    }

    @Test func doubledSemicolonsKeepTheirPlaces() throws {
        let markup = "<p tal:define=\"a string:x;;y&lt;z; b c\"/>"
        let clause = try #require(try statements(markup).define.first)
        #expect(clause.expression.text == "string:x;y<z")
        let place = clause.expression.sourceRange(9..<10)
        #expect(Array(markup.utf8)[place].elementsEqual("y".utf8))
    }

    @Test(arguments: [
        "<p tal:content='x'/>", "<p TAL:CONTENT='x'/>", "<p data-tal-content='x'/>",
        "<tal:b content='x'/>", "<tal:b tal:content='x'/>",
        "<p xmlns:z='http://xml.zope.org/namespaces/tal' z:content='x'/>",
        "<z:b xmlns:z='http://xml.zope.org/namespaces/tal' content='x'/>",
    ])
    func spellingsOfStatements(_ markup: String) throws {
        #expect(try statements(markup).content?.expression.text == "x")
    }

    @Test(arguments: [
        "<p xmlns:tal='urn:x' tal:content='x'/>", "<p v-on:click='x' :class='y' data-tall-x='y'/>",
        "<p><b xmlns:z='http://xml.zope.org/namespaces/tal'/><i z:content='x'/></p>",
    ])
    func otherPrefixesAreNobodysBusiness(_ markup: String) throws {
        for mode in TemplateMode.allCases where mode == .html || !markup.contains(":class") {
            let tree = try parseMarkup(markup, mode)
            #expect(tree.children.allSatisfy { !$0.hasStatements })
        }
    }
}

extension MarkupNode {
    fileprivate var hasStatements: Bool {
        guard case .element(let element) = self else { return false }
        return element.statements != nil || element.children.contains(where: \.hasStatements)
    }
}
