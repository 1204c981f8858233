// SPDX-License-Identifier: Apache-2.0

import Testing

/// A template, data, and what is found.
struct SampleCase: Sendable, CustomTestStringConvertible {
    let template: String
    let data: String

    /// Line and column, kind, message and code of each finding.
    let findings: [String]

    init(_ template: String, _ data: String, _ findings: String...) {
        self.template = template
        self.data = data
        self.findings = findings
    }

    var testDescription: String { "\(template) \(data)" }
}

/// Templates that a render with the data refuses for the same reason.
enum FailingSamples {
    static let all: [SampleCase] = [
        // Variables.
        .init(
            #"<p tal:content="usr"></p>"#,
            #"{"user": 1}"#,
            "1:17: error: unknown variable 'usr' [unknown-variable]"
        ),
        .init(
            #"<p>${user/name} ${nmae}</p>"#,
            #"{"user": {"name": "Ann"}, "name": ""}"#,
            "1:19: error: unknown variable 'nmae' [unknown-variable]"
        ),
        .init(
            #"<p tal:content="null">x</p>"#,
            "{}",
            "1:17: error: unknown variable 'null' [unknown-variable]"
        ),
        // Steps.
        .init(
            #"<p tal:content="user/nmae"></p>"#,
            #"{"user": {"name": "Ann"}}"#,
            "1:22: error: mapping with key name has no 'nmae' [missing-member]"
        ),
        .init(
            #"<p tal:content="user/home/zip"></p>"#,
            #"{"user": {"home": {"street": "", "city": ""}}}"#,
            "1:27: error: mapping with keys street, city has no 'zip' [missing-member]"
        ),
        .init(
            #"<p tal:content="options/usr"></p>"#,
            #"{"user": 1}"#,
            "1:25: error: mapping with key user has no 'usr' [missing-member]"
        ),
        .init(
            #"<p tal:content="products/name"></p>"#,
            #"{"products": [{"name": ""}]}"#,
            "1:26: error: list of 1 has no 'name' [missing-member]"
        ),
        .init(
            #"<p tal:content="user/name"></p>"#,
            #"{"user": "Ann"}"#,
            "1:22: error: text has no 'name' [missing-member]"
        ),
        .init(
            #"<p tal:content="products/0/nme"></p>"#,
            #"{"products": [{"name": ""}]}"#,
            "1:28: error: mapping with key name has no 'nme' [missing-member]"
        ),
        // Everywhere where expressions stand.
        .init(
            #"<p tal:condition="a">x</p>"#,
            "{}",
            "1:19: error: unknown variable 'a' [unknown-variable]"
        ),
        .init(
            #"<p tal:condition="not:u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:25: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:repeat="x u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:20: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:define="x string:${u/a}">x</p>"#,
            #"{"u": {}}"#,
            "1:29: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:attributes="title u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:28: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p title="${u/a}">x</p>"#,
            #"{"u": {}}"#,
            "1:15: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:omit-tag="u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:20: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:switch="u/a"><b tal:case="nothing">x</b></p>"#,
            #"{"u": {}}"#,
            "1:18: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:replace="structure u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:29: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:content="number:2 u/a">x</p>"#,
            #"{"u": {}}"#,
            "1:28: error: empty mapping has no 'a' [missing-member]"
        ),
        .init(
            #"<p tal:content="a | u/b">x</p>"#,
            #"{"u": {}}"#,
            "1:23: error: empty mapping has no 'b' [missing-member]"
        ),
        // Names that the template binds.
        .init(
            #"<p tal:define="u user" tal:content="u/nmae"></p>"#,
            #"{"user": {"name": ""}}"#,
            "1:39: error: mapping with key name has no 'nmae' [missing-member]"
        ),
        .init(
            #"<p tal:repeat="p products" tal:content="p/nmae"></p>"#,
            #"{"products": [{"name": "a"}, {"name": "b"}]}"#,
            "1:43: error: mapping with key name has no 'nmae' [missing-member]"
        ),
        .init(
            #"<p tal:repeat="(k, v) pairs" tal:content="v/b"></p>"#,
            #"{"pairs": [["x", {"a": 1}]]}"#,
            "1:45: error: mapping with key a has no 'b' [missing-member]"
        ),
        // Values that cannot stand there.
        .init(
            #"<p tal:content="user"></p>"#,
            #"{"user": {"name": ""}}"#,
            "1:17: error: mapping with key name has no text of its own [no-text]"
        ),
        .init(
            #"<p title="${l}">${l}</p>"#,
            #"{"l": [1, 2]}"#,
            "1:13: error: list of 2 has no text of its own [no-text]",
            "1:19: error: list of 2 has no text of its own [no-text]"
        ),
        .init(
            #"<p tal:attributes="title l">x</p>"#,
            #"{"l": [1, 2]}"#,
            "1:26: error: list of 2 has no text of its own [no-text]"
        ),
        .init(
            #"<p tal:repeat="x count">x</p>"#,
            #"{"count": 7}"#,
            "1:18: error: integer cannot be repeated over [not-repeatable]"
        ),
    ]
}

/// Templates whose findings no single render shows.
enum SilentSamples {
    static let all: [SampleCase] = [
        // Branches that do not run.
        .init(
            #"<p tal:condition="user/admin"><b tal:content="user/nmae"></b></p>"#,
            #"{"user": {"admin": false, "name": ""}}"#,
            "1:52: error: mapping with keys admin, name has no 'nmae' [missing-member]"
        ),
        .init(
            #"<p tal:switch="a"><b tal:case="nothing" tal:content="c">x</b></p>"#,
            #"{"a": 2}"#,
            "1:54: error: unknown variable 'c' [unknown-variable]"
        ),
        .init(
            #"<p tal:content="a | default">${b}</p>"#,
            #"{"a": 1}"#,
            "1:32: error: unknown variable 'b' [unknown-variable]"
        ),
        .init(
            #"<p tal:condition="a">${b/x}</p>${b/y}"#,
            #"{"a": 0, "b": {}}"#,
            "1:26: error: empty mapping has no 'x' [missing-member]",
            "1:36: error: empty mapping has no 'y' [missing-member]"
        ),
        .init(
            #"<p tal:on-error="b">x</p>"#,
            "{}",
            "1:18: error: unknown variable 'b' [unknown-variable]"
        ),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="python: p['a'] == 1">${p/sael}</b></p>"#,
            #"{"l": [{"a": 1, "sale": 1}, {"a": 2}]}"#,
            "1:64: error: mapping with keys a, sale has no 'sael' [missing-member]"
        ),
        .init(
            #"<p tal:switch="u/kind"><b tal:case="string:a">${u/nmae}</b></p>"#,
            #"{"u": {"kind": "b", "name": ""}}"#,
            "1:51: error: mapping with keys kind, name has no 'nmae' [missing-member]"
        ),
        .init(
            """
            <p tal:repeat="b l" tal:switch="b/type"><i tal:case="string:i">${b/src}</i>\
            <b tal:case="string:t">${b/txet}</b></p>
            """,
            #"{"l": [{"type": "i", "src": 1}, {"type": "t", "text": 1}]}"#,
            "1:103: error: mapping with keys type, text has no 'txet' [missing-member]"
        ),
        .init(
            #"<p tal:define="u user; has exists:u/a; u v" tal:condition="has">${u/b}</p>"#,
            #"{"user": {}, "v": {}}"#,
            "1:69: error: empty mapping has no 'b' [missing-member]"
        ),
        // Some items only.
        .init(
            #"<p tal:repeat="p products" tal:content="p/sale"></p>"#,
            #"{"products": [{"sale": 1}, {}, {}]}"#,
            "1:43: warning: 2 of 3 values have no 'sale' [missing-in-some]"
        ),
        .init(
            #"<i tal:repeat="a l"><b tal:repeat="b a/l" tal:content="b/x"/></i>"#,
            #"{"l": [{"l": []}, {"l": [{"x": 1}]}, {"l": [{"y": 1}, {"x": 2}]}]}"#,
            "1:58: warning: 1 of 3 values have no 'x' [missing-in-some]"
        ),
        .init(
            #"<i tal:repeat="p l"><b tal:condition="p/isSale" tal:content="p/sale"></b></i>"#,
            #"{"l": [{"isSale": true}, {"isSale": true, "sale": 1}, {"isSale": false}]}"#,
            "1:64: warning: 1 of 2 values have no 'sale' [missing-in-some]"
        ),
    ]

    /// Templates in which nothing is found.
    static let good: [SampleCase] = [
        // What is there.
        .init(#"<p tal:content="user/name"></p>"#, #"{"user": {"name": null}}"#),
        .init(#"<p>${options/user/name}</p>"#, #"{"user": {"name": "Ann"}}"#),
        .init(#"<p tal:content="products/0"></p>"#, #"{"products": ["a"]}"#),
        .init(#"<p tal:repeat="k user" tal:content="k"></p>"#, #"{"user": {"a": 1}}"#),
        .init(
            #"<p tal:repeat="p l"><b tal:content="repeat/p/number"/><i tal:content="p"/></p>"#,
            #"{"l": [1]}"#
        ),
        .init(#"<p tal:repeat="p l | nothing">${p}</p>"#, "{}"),
        .init(#"<p class="a">${attrs/class} ${attrs/id | nothing}</p>"#, "{}"),
        .init(#"<p tal:content="template/name"></p>"#, "{}"),
        .init(#"<p tal:define="a string:x; b a" tal:content="b"></p>"#, "{}"),
        .init(#"<p tal:repeat="x count">x</p>"#, #"{"count": 0}"#),
        .init(#"<p tal:content="structure m"></p>"#, #"{"m": {"$markup": "<b>x</b>"}}"#),
        .init(#"<p>${m}</p>"#, #"{"m": {"$message": "hello"}}"#),
        // Alternatives.
        .init(#"<p tal:content="a | nothing"></p>"#, "{}"),
        .init(#"<p tal:content="user/nick | user/name"></p>"#, #"{"user": {"name": ""}}"#),
        .init(#"<p tal:content="user/name | user/nick"></p>"#, #"{"user": {"name": ""}}"#),
        .init(
            #"<p tal:repeat="p l" tal:content="p/new | p/old"></p>"#,
            #"{"l": [{"new": 1}, {"old": 1}]}"#
        ),
        .init(#"<p tal:content="user/a/b | default">x</p>"#, #"{"user": {}}"#),
        .init(#"<p tal:define="n u/n | nothing" tal:content="n/x"></p>"#, #"{"u": {}}"#),
        .init(#"<p tal:condition="exists:user/nick">x</p>"#, "{}"),
        .init(#"<p tal:on-error="string:x" tal:content="user/nick">x</p>"#, "{}"),
        .init(
            #"<p tal:on-error="string:x" tal:define="a user/a" tal:content="a/b">x</p>"#,
            #"{"user": {}}"#
        ),
        .init(
            #"<p tal:define="a u/a; b u/b" tal:on-error="string:$a $b ${error/type}">x</p>"#,
            #"{"u": {}}"#
        ),
        // Conditions that ask first.
        .init(#"<p tal:condition="exists:user/nick">${user/nick}</p>"#, #"{"user": {}}"#),
        .init(#"<p tal:condition="exists:user/a/b">${user/a/b} ${user/a}</p>"#, #"{"user": {}}"#),
        .init(#"<p tal:condition="user/nick | nothing">${user/nick}</p>"#, #"{"user": {}}"#),
        .init(#"<p tal:condition="exists:nick">${nick}</p>"#, "{}"),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="exists:p/sale" tal:content="p/sale"/></p>"#,
            #"{"l": [{"sale": 1}, {}]}"#
        ),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="p/isSale" tal:content="p/sale"/></p>"#,
            #"{"l": [{"isSale": true, "sale": 1}, {"isSale": false}]}"#
        ),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="not:p/isSale" tal:content="p/price"/></p>"#,
            #"{"l": [{"isSale": true, "sale": 1}, {"isSale": false, "price": 2}]}"#
        ),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="python: 'sale' in p">${p/sale}</b></p>"#,
            #"{"l": [{"sale": 1}, {}]}"#
        ),
        .init(
            #"<p tal:condition="python: exists('u/nick') and 1">${u/nick}</p>"#,
            #"{"u": {}}"#
        ),
        .init(
            #"<p tal:define="has exists:u/nick" tal:condition="has">${u/nick}</p>"#,
            #"{"u": {}}"#
        ),
        .init(
            #"<p tal:define="has exists:u/nick; a not:has" tal:condition="not:a">${u/nick}</p>"#,
            #"{"u": {}}"#
        ),
        .init(
            #"<p tal:define="has exists:u/a" tal:condition="python: has and True">${u/a}</p>"#,
            #"{"u": {}}"#
        ),
        .init(
            #"<p tal:repeat="p l"><b tal:condition="python: p['kind'] == 1">${p/sale}</b></p>"#,
            #"{"l": [{"kind": 1, "sale": 1}, {"kind": 2}]}"#
        ),
        .init(
            """
            <p tal:repeat="b l" tal:switch="b/type"><i tal:case="string:i">${b/src}</i>\
            <b tal:case="string:t">${b/text}</b><u tal:case="string:u">${b/url}</u>\
            <s tal:case="default">${b/type}</s></p>
            """,
            #"{"l": [{"type": "i", "src": 1}, {"type": "t", "text": 1}]}"#
        ),
        .init(#"<p tal:condition="nothing">${what/ever}</p>"#, "{}"),
        .init(#"<p tal:condition="python: False">${what/ever}</p>"#, "{}"),
        // What the data do not tell.
        .init(#"<p tal:repeat="p l" tal:content="p/a"></p>"#, #"{"l": []}"#),
        .init(#"<p tal:repeat="p l" tal:content="p/a"></p>"#, #"{"l": null}"#),
        .init(#"<p tal:content="user/name"></p>"#, #"{"user": null}"#),
        .init(
            #"<p tal:repeat="p l" tal:content="p/u/n"></p>"#,
            #"{"l": [{"u": null}, {"u": {}}]}"#
        ),
        .init(#"<p tal:content="l/3/name"></p>"#, #"{"l": [{}]}"#),
        .init(#"<p tal:content="l/0/name"></p>"#, #"{"l": []}"#),
        .init(#"<p tal:define="x python: f(1)" tal:content="x/y"></p>"#, "{}"),
        .init(#"<p tal:repeat="x python: range(3)" tal:content="x/y"></p>"#, "{}"),
        .init(#"<p tal:define="k string:a" tal:content="u/?k"></p>"#, #"{"u": {}}"#),
        .init(#"<p tal:define="x defer:y" tal:content="x/z"></p>"#, "{}"),
        .init(#"<p tal:repeat="(a, b) l" tal:content="b/x"></p>"#, #"{"l": [1, [1]]}"#),
        .init(#"<p tal:content="m/x"></p>"#, #"{"m": {"$message": "hello"}}"#),
        // What is not of the data.
        .init(#"<p tal:content="request/path/x"></p>"#, "{}"),
        .init(#"<p tal:define="global a string:x"></p><p tal:content="a/b"></p>"#, "{}"),
        .init(
            #"<p tal:define="u user"><i tal:define="global u string:x"/>${u/b}</p>"#,
            #"{"user": {}}"#
        ),
        .init(#"<p tal:content="CONTEXTS/x/y | nothing"></p>"#, "{}"),
    ]
}
