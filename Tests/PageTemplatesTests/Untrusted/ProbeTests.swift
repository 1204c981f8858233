// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What people write to find out which engine answers, under the untrusted profile.
@Suite struct ProbeTests {
    /// Sums in the signs of other engines; this one knows `${…}` alone.
    @Test(
        arguments: [
            .echoed("#{7*7}"), .echoed("{{7*7}}"), .echoed("*{7*7}"), .echoed("@(7*7)"),
            .echoed("<%= 7*7 %>"), .echoed("@{7*7}"), .echoed("~{7*7}"), .echoed("{% 7*7 %}"),
            .echoed("#set($x=7*7)$x"), .echoed("{7*7}"), .echoed("{php}7*7{/php}"),
            .echoed("<?= 7*7 ?>"), .echoed("%{7*7}"), .echoed("[% 7*7 %]"), .echoed("{{=7*7}}"),
            .echoed("<#assign x=7*7>"), .echoed("{{'7'*7}}"), .echoed("[[7*7]]", .chameleon),
            .echoed("{{7*7}}", .chameleon),
            .markup("$${7*7}", .page("${7*7}")),
            .markup("${7*7}", .error(.invalidExpression)),
            .markup("[[${7*7}]]", .error(.invalidExpression)),
            .markup("__${7*7}__::.x", .error(.invalidExpression)),
            .markup("${{7*7}}", .error(.invalidExpression)),
            .markup("${7*7}", .page("49"), .chameleon),
            .markup("${'7'*7}", .page("7777777"), .chameleon),
            .markup("${python: 7*7}", .page("49")),
        ] as [Payload]
    )
    func sumsAreEchoed(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Signs of many languages at once, and what would be an error in one of them.
    @Test(
        arguments: [
            .echoed("<%'{{/#{@}}%>{{"), .echoed("}}{{"), .echoed("{{1/0}}<%1/0%>#{1/0}"),
            .echoed("'\"`{{}}#{}"), .echoed("{{self}}{%debug%}"), .echoed("${}"),
            .echoed("a $ b $"), .echoed("{{'"), .echoed("<%"), .echoed("*{{{{"),
            .markup("<%'${{/#{@}}%>{{", .error(.invalidExpression)),
            .markup("${{<%[%'\"}}%\\", .error(.invalidExpression)),
            .markup("${python: 1/0}", .error(.zeroDivisionError)),
            .markup("${1/0}", .error(.invalidExpression)),
            .markup("${", .page("${")),
            .markup("${name", .error(.invalidExpression)),
            .markup("${name'}", .error(.invalidExpression)),
            .markup("${python: }", .error(.invalidExpression)),
            .markup("${python: (}", .error(.invalidExpression)),
            .markup("${python: ')}", .error(.invalidExpression)),
            .markup("<p tal:content=\"\">x</p>", .error(.invalidStatement)),
            .markup("<p tal:x=\"${{7*7}}\">x</p>", .error(.unknownStatement)),
        ] as [Payload]
    )
    func signsOfManyLanguagesAreTextOrErrors(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Words of the language between blanks, control characters, case and references.
    @Test(
        arguments: [
            .markup("${ name }", .page("Ada")),
            .markup("${\tname\n}", .page("Ada")),
            .markup("${&#110;ame}", .page("Ada")),
            .markup("&#36;{name}", .page("&#36;{name}")),
            .markup("$&#123;name}", .page("$&#123;name}")),
            .markup("$ {name}", .page("$ {name}")),
            .markup("${na\u{0}me}", .error(.invalidEncoding)),
            .markup("${na\u{200B}me}", .error(.invalidExpression)),
            .markup("${python\u{A0}: 7*7}", .error(.invalidExpression)),
            .markup("${\u{FEFF}name}", .error(.invalidExpression)),
            .markup("${Python: 7*7}", .error(.unknownExpressionType)),
            .markup("${PYTHON:7*7}", .error(.unknownExpressionType)),
            .markup("${python :7*7}", .error(.invalidExpression)),
            .markup("<p TAL:CONTENT=\"name\">x</p>", .page("<p>Ada</p>")),
            .markup("<p tal:\u{0}content=\"name\">x</p>", .error(.invalidEncoding)),
            .markup("<ｐ tal：content=\"name\">x</ｐ>", .page("<ｐ tal：content=\"name\">x</ｐ>")),
            .markup(
                "<p t&#97;l:content=\"name\">x</p>",
                .page("<p t&#97;l:content=\"name\">x</p>")
            ),
            .markup("<p tal:content=\"load\t:secrets.html\">x</p>", .error(.invalidExpression)),
            .markup("<p tal:content=\" load:secrets.html\">x</p>", .error(.templatesNotAllowed)),
            .markup(
                "<p tal:content=\"l&#111;ad:secrets.html\">x</p>",
                .error(.templatesNotAllowed)
            ),
            .echoed("<script type=\" text/server-python \">x</script>"),
            .markup(
                "<SCRIPT TYPE=\"TEXT/SERVER-PYTHON\">x</SCRIPT>",
                .error(.scriptsNotAllowed)
            ),
            .markup("<script tal:script=\"server-python\">x</script>", .error(.scriptsNotAllowed)),
            .markup("<?python x = 7*7 ?>", .page("<?python x = 7*7 ?>")),
            .echoed("<?python x = 7*7 ?>", .chameleon),
        ] as [Payload]
    )
    func disguisedWordsAreTheSameWordsOrNone(_ payload: Payload) {
        Sandbox.expect(payload)
    }
}
