// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What is written as in other template languages and goes out as it stands.
@Suite struct ForeignSyntaxTests {
    private func reports(_ source: String, _ mode: TemplateMode = .html) throws -> [String] {
        let source = try TemplateSource(name: "page", text: source, mode: mode)
        return Template.diagnostics(of: source).map { diagnostic in
            let lines = diagnostic.description.split(separator: "\n")
            return lines.filter { !$0.contains(" | ") }.joined(separator: "\n")
        }
    }

    @Test func warnsOfValuesInText() throws {
        let meant =
            "meta:interpolation=\"off\" on an element says that its text is meant as it stands"
        #expect(
            try reports("<p>Hello, {{ user.name }}!</p>") == [
                "page:1:11: warning: '{{ … }}' goes out as it stands [foreign-syntax]\n"
                    + "note: a value is ${user/name}; \(meant)"
            ]
        )
        #expect(
            try reports("<p>${a} {% if x %}</p>") == [
                "page:1:9: warning: '{% … %}' goes out as it stands [foreign-syntax]\n"
                    + "note: statements are attributes: here it is 'tal:condition'; \(meant)"
            ]
        )
        #expect(
            try reports("<p><%= user.name %></p>") == [
                "page:1:4: warning: '<% … %>' goes out as it stands [foreign-syntax]\n"
                    + "note: a value is ${user/name}; \(meant)"
            ]
        )
        #expect(try reports("<a href='/x/{{ id }}'>x</a>").count == 1)
        #expect(try reports("<title>{{ title }}</title>").count == 1)
    }

    @Test(arguments: [
        "<p meta:interpolation='off'>{{ user.name }} {% if x %}</p>",
        "<script>const a = '{{ x }}'</script><style>{{ x }}</style><!-- {{ x }} -->",
        "<p>{{ no end</p><p>{ {x} }</p><p>%}</p>",
        "<p v-bind:title='{{ x }}' x-text='{{ x }}' @click='{{ x }}'>x</p>",
        "<p>${python: {'a': {'b': 1}}['a']}</p>",
    ])
    func saysNothingOfWhatIsMeant(source: String) throws {
        #expect(try reports(source) == [])
    }

    @Test func thePageGoesOutAsItStands() throws {
        let source = "<p th:if='x'>{{ user.name }} {% if x %}</p>"
        #expect(try Template(named: "page", source).render() == source)
    }

    @Test func warnsOfStatementsOfOthers() throws {
        #expect(
            try reports("<p th:if='x' t:content='x' th:hover='x' py:for='x in y'>x</p>") == [
                "page:1:4: warning: 'th:if' is no statement, and goes out as it stands "
                    + "[foreign-syntax]\nnote: here it is 'tal:condition'",
                "page:1:14: warning: 't:content' is no statement, and goes out as it stands "
                    + "[foreign-syntax]\nnote: here it is 'tal:content'",
                "page:1:41: warning: 'py:for' is no statement, and goes out as it stands "
                    + "[foreign-syntax]\nnote: here it is 'tal:repeat'",
            ]
        )
        #expect(try reports("<c:if test='x'>x</c:if>").count == 1)
        for name in ["replace", "insert"] {
            let report = try reports("<p th:\(name)='layout'>x</p>")
            #expect(report.count == 1 && report[0].contains("here it is 'metal:use-macro'"))
        }
    }

    @Test func leavesOtherVocabulariesAlone() throws {
        let source = "<a xmlns:t='urn:t' xmlns:x='urn:x' t:text='b' x:if='c'/>"
        #expect(try reports(source, .xml) == [])
        let own = "<p xmlns:t='http://xml.zope.org/namespaces/tal' t:content='x'>x</p>"
        #expect(try reports(own) == [])
    }

    @Test func warnsOfFilters() throws {
        #expect(
            try reports("<p>${name | upper}</p><p>${name | title}</p>") == [
                "page:1:13: warning: 'upper' is the name of a variable here [foreign-syntax]\n"
                    + "note: '|' stands before an alternative and not before a filter: "
                    + "python: name.upper()"
            ]
        )
        #expect(try reports("<p tal:define='upper x'>${name | upper}</p>") == [])
    }
}
