// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Second languages in values: formats, functions that call others, comparisons, errors.
@Suite struct IndirectionTests {
    @Test(
        arguments: [
            .content("python: '{0.name}'.format(guarded)", .page("Ada")),
            .content("python: '{0.secret}'.format(guarded)", .error(.attributeError)),
            .content("python: '{0[secret]}'.format(guarded)", .error(.keyError)),
            .content("python: '{0._listed}'.format(guarded)", .error(.privateName)),
            .content("python: '{0.__class__}'.format(name)", .error(.privateName)),
            .content("python: '{0.format.__self__}'.format(name)", .error(.privateName)),
            .content("python: '{0[_password]}'.format(options)", .error(.privateName)),
            .content("python: '{_password}'.format_map(options)", .error(.keyError)),
            .content("python: '{_password}'.format(**options)", .error(.keyError)),
            .content("python: '%(_password)s' % options", .error(.keyError)),
            .content("python: '%(secret)s' % guarded", .error(.typeError)),
            .content("python: f'{guarded.secret}'", .error(.attributeError)),
            .content("python: f'{options[\"_password\"]}'", .error(.privateName)),
            .content("python: '{0.secret}{name}'.format(name, name=name)", .error(.attributeError)),
            .content("python: str.format('{0.secret}', guarded)", .error(.attributeError)),
            .content(
                "python: [f('{0.secret}', guarded) for f in [str.format]]",
                .error(.attributeError)
            ),
            .content("python: sorted([guarded], key=lambda g: g.secret)", .error(.attributeError)),
            .content("python: max([guarded], key='{0.secret}'.format)", .error(.attributeError)),
            .content("python: list(map(shout, ['x']))", .error(.invalidExpression)),
            .content("python: [m for m in filter(None, items)]", .error(.invalidExpression)),
            .content("name | attr", .page("Ada")),
            .content("name|attr('__class__')", .error(.invalidExpression)),
            .content("python: name|attr", .error(.nameError)),
            .content("python: '{:{}}'.format(1, 9)", .error(.valueError)),
            .content("python: '{0!a}'.format(name)", .error(.valueError)),
            .content("python: shout(guarded)", .error(.typeError)),
            .content("python: shout('x')", .page("X")),
            .content("date:iso guarded", .error(.typeError)),
            .content("number:2 guarded", .error(.typeError)),
            .content("date:guarded/secret", .error(.missingMember)),
            .content("money:number", .error(.unknownExpressionType)),
            .content("structure name", .error(.untrustedMarkup)),
            .content("structure hostile", .error(.untrustedMarkup)),
            .content("structure guarded", .error(.untrustedMarkup)),
            .content("structure markup", .page("<i>x</i>")),
            .content("structure string:<b>x</b>", .page("<b>x</b>")),
            .content("structure string:<b>${name}</b>", .error(.untrustedMarkup)),
            .markup("<a href=\"${string:javascript:${name}}\">x</a>", .error(.unsafePlace)),
            .markup("<a onclick=\"${name}\">x</a>", .page("<a onclick=\"\">x</a>")),
        ] as [Payload]
    )
    func formatsAndFunctionsReachNoFurther(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Comparisons and orders say nothing of what is not in the data.
    @Test(
        arguments: [
            .content("python: guarded == 'a'", .page("False")),
            .content("python: guarded == guarded", .page("True")),
            .content("python: guarded < 'a'", .error(.typeError)),
            .content("python: sorted([guarded, store])", .error(.typeError)),
            .content("python: min(guarded, 'a')", .error(.typeError)),
            .content("python: 'can' in guarded", .page("False")),
            .content("python: guarded in ['x']", .page("False")),
            .content("python: 'c' in guarded.get('secret', '')", .page("False")),
            .content("python: guarded.get('secret') is None", .page("True")),
            .content("python: len(guarded)", .error(.typeError)),
            .content("python: list(guarded)", .error(.typeError)),
            .content("python: ','.join(store)", .page("name")),
            .content("python: ','.join([guarded])", .error(.typeError)),
            .content("python: str(guarded)", .page("a guarded object")),
            .content("python: '%s' % guarded", .page("a guarded object")),
            .content("python: dict(**store)", .error(.typeError)),
            .content("python: [*store]", .error(.noText)),
            .content("python: guarded + 'x'", .error(.typeError)),
            .content("python: int(guarded)", .error(.typeError)),
            .content("python: bool(guarded)", .page("True")),
            .content("python: guarded()", .error(.typeError)),
            .content("not:guarded/secret | string:none", .page("False")),
            .content("python: 'x' < options.get('_password', 'y')", .page("True")),
            .markup(
                "<b tal:switch=\"guarded\"><i tal:case=\"string:a\">x</i></b>",
                .page("<b></b>")
            ),
            .markup("<b tal:condition=\"guarded/secret | nothing\">x</b>", .page("")),
            .markup("<b tal:repeat=\"x guarded\">x</b>", .error(.notRepeatable)),
            .markup("<b tal:attributes=\"guarded\">x</b>", .error(.invalidAttributes)),
            .markup("<b tal:attributes=\"store\">x</b>", .error(.invalidAttributes)),
        ] as [Payload]
    )
    func comparisonsAreNoOracles(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// What `on-error` sees of an error is what the engine says.
    @Test(
        arguments: [
            handled("guarded/broken", "error", "the application failed to give a value"),
            handled("guarded/broken", "error/type", "object-failed"),
            handled("guarded/broken", "error/value", "the application failed to give a value"),
            handled("guarded/broken", "error/value/args", "", .error(.noText)),
            handled("guarded/broken", "python: len(error.value.args)", "1"),
            handled("guarded/broken", "error/traceback", "", .error(.missingMember)),
            handled("guarded/broken", "error/cause", "", .error(.missingMember)),
            handled("guarded/broken", "error/value/cause", "", .error(.missingMember)),
            handled("guarded/broken", "python: error.value.obj", "", .error(.attributeError)),
            handled("guarded/broken", "python: error.__traceback__", "", .error(.privateName)),
            handled(
                "guarded/broken",
                "python: '{0.obj}'.format(error.value)",
                "",
                .error(.attributeError)
            ),
            handled(
                "guarded/broken",
                "python: repr(error)",
                "",
                .page("the application failed to give a value")
            ),
            handled("guarded/secret", "error", "object Guarded has no 'secret'"),
            handled("python: guarded.secret", "error/type", "AttributeError"),
            handled("python: options['_x']", "error/type", "private-name"),
            handled("python: 'x' * 100000", "error", "", .error(.stringLimit)),
            .content("guarded/broken", .error(.objectFailed)),
            .content("guarded/broken | string:none", .error(.objectFailed)),
            .content("python: guarded.broken", .error(.objectFailed)),
        ] as [Payload]
    )
    func errorsHoldNoInsides(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    private static func handled(
        _ expression: String,
        _ shown: String,
        _ text: String,
        _ outcome: Payload.Outcome? = nil
    ) -> Payload {
        let markup = "<tal:b on-error=\"\(shown)\" content=\"\(expression)\">x</tal:b>"
        return .markup(markup, outcome ?? .page(text))
    }
}
