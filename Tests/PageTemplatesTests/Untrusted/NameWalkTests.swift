// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Walks from what a template has to what it has not, under the untrusted profile.
@Suite struct NameWalkTests {
    /// Names that lead to the insides of other engines, and those that are always there.
    @Test(
        arguments: [
            .content("name/__class__/__mro__", .error(.privateName)),
            .content("__class__", .error(.privateName)),
            .content("python: ''.__class__.__mro__[1].__subclasses__()", .error(.privateName)),
            .content("python: ''.join.__self__", .error(.privateName)),
            .content("python: (lambda: 0).__globals__", .error(.privateName)),
            .content("python: (lambda: 0).func_globals", .error(.attributeError)),
            .content("python: __import__('os').environ", .error(.privateName)),
            .content("python: __builtins__", .error(.privateName)),
            .content("python: [c for c in ().__class__.__bases__]", .error(.privateName)),
            .content("name/constructor/prototype", .error(.missingMember)),
            .content("python: name.constructor", .error(.attributeError)),
            .content("python: shout.constructor('return 1')()", .error(.attributeError)),
            .content("self", .error(.unknownVariable)), .content("this", .error(.unknownVariable)),
            .content("here/secret", .error(.unknownVariable)),
            .content("context/secret", .error(.unknownVariable)),
            .content("container", .error(.unknownVariable)),
            .content("root/Control_Panel", .error(.unknownVariable)),
            .content("modules/os/environ", .error(.unknownVariable)),
            .content("environ/PATH", .error(.unknownVariable)),
            .content("python: os.environ", .error(.nameError)),
            .content("python: environ", .error(.nameError)),
            .content("request/environ", .error(.unknownVariable)),
            .content("request/session:cart/total", .error(.unknownNamespace)),
            .content("user/flash:all", .error(.unknownNamespace)),
            .content("session/id", .error(.unknownVariable)),
            .content("view/context", .error(.unknownVariable)),
            .content("config", .error(.unknownVariable)),
            .content("template", .page("page.html")),
            .content("template/name", .page("page.html")),
            .content("template/source", .error(.missingMember)),
            .content("template/configuration", .error(.missingMember)),
            .content("python: template.macros.page", .error(.attributeError)),
            .content("python: len(template.macros)", .page("0")),
            .content("macros/page", .error(.macroNotFound)),
            .content("repeat/x/index", .error(.missingMember)),
            .content("repeat/items/index", .error(.missingMember)),
            .content("attrs/content", .page("attrs/content")),
            .content("nothing/x", .error(.missingMember)),
            .content("default", .page("")),
            .content("macroname", .page("")),
            .content("options/name", .page("Ada")), .content("CONTEXTS/name", .page("Ada")),
            .content(
                "python: ','.join(sorted(options))",
                .page("hidden,hostile,items,key,name,number,user")
            ),
            .content(
                "python: ','.join(sorted(CONTEXTS))",
                .page("guarded,hidden,hostile,items,key,markup,name,number,shout,store,user")
            ),
            .content("python: eval('1')", .error(.nameError)),
            .content("python: exec('x = 1')", .error(.nameError)),
            .content("python: compile('1', '', 'eval')", .error(.nameError)),
            .content("python: open('/etc/passwd').read()", .error(.nameError)),
            .content("python: globals()", .error(.nameError)),
            .content("python: locals()", .error(.nameError)),
            .content("python: vars(guarded)", .error(.nameError)),
            .content("python: dir(guarded)", .error(.nameError)),
            .content("python: id(guarded)", .error(.nameError)),
            .content("python: getattr(guarded, 'secret')", .error(.invalidExpression)),
            .content("python: hasattr(guarded, 'secret')", .error(.invalidExpression)),
            .content("python: type(guarded)", .error(.nameError)),
            .content("python: object()", .error(.nameError)),
            .content("python: input()", .error(.nameError)),
            .content("python: print(name)", .error(.nameError)),
            .content("python: breakpoint()", .error(.nameError)),
        ] as [Payload]
    )
    func namesLeadToTheDataAlone(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Members of objects: those that they list, by every way that there is.
    @Test(
        arguments: [
            .content("guarded/name", .page("Ada")), .content("python: guarded.name", .page("Ada")),
            .content("python: guarded['name']", .page("Ada")),
            .content("python: guarded.get('name')", .page("Ada")),
            .content("python: guarded.name()", .page("Ada")),
            .content("store/name", .page("Ada")), .content("python: store['name']", .page("Ada")),
            .content("python: store.get('name')", .page("Ada")),
            .content("guarded", .page("a guarded object")), .content("store", .page("a store")),
            .content("guarded/secret", .error(.missingMember)),
            .content("guarded/secret | string:none", .page("none")),
            .content("guarded/?hostile", .error(.missingMember)),
            .content("exists:guarded/secret", .page("False")),
            .content("python: guarded.secret", .error(.attributeError)),
            .content("python: guarded['secret']", .error(.keyError)),
            .content("python: guarded.get('secret', 'none')", .page("none")),
            .content("python: guarded.get('_listed', 'none')", .page("none")),
            .content("python: guarded.secret()", .error(.attributeError)),
            .content("python: guarded.leak(1, x=2)", .error(.attributeError)),
            .content("python: 'secret' in guarded", .page("False")),
            .content("store/secret", .error(.missingMember)),
            .content("python: store.secret", .error(.attributeError)),
            .content("python: store['secret']", .error(.keyError)),
            .content("python: store.get('secret', 'none')", .page("none")),
            .content("python: 'secret' in store", .page("False")),
            .content("python: 'secret' not in store", .page("True")),
            .content("python: 'name' in store", .page("True")),
            .content("python: store.pop('name')", .error(.attributeError)),
            .content("python: store.pop('secret', 0)", .error(.attributeError)),
            .content("python: store.setdefault('name', 1)", .error(.attributeError)),
            .content("python: store.setdefault('x', 1)", .error(.attributeError)),
            .content("python: store.values()", .error(.attributeError)),
            .content("python: store.items()", .error(.attributeError)),
            .content("python: store.clear()", .error(.attributeError)),
            .content("python: items.append(4)", .error(.typeError)),
            .content("python: user.update(name='x')", .error(.typeError)),
            .content("python: user.pop('name')", .error(.typeError)),
            .content("guarded/_listed", .error(.privateName)),
            .content("python: guarded._listed", .error(.privateName)),
            .content("json guarded", .error(.noText)),
        ] as [Payload]
    )
    func objectsGiveWhatTheyList(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Keys that go up, are empty, computed, private, or only look like others.
    @Test(
        arguments: [
            .content("user/name", .page("Ada")),
            .content("user//name", .error(.invalidExpression)),
            .content("user/../name", .error(.missingMember)),
            .content("user/./name", .error(.missingMember)),
            .content("/user/name", .error(.invalidExpression)),
            .content("user/name/", .error(.invalidExpression)),
            .content("user/na\\u006de", .error(.invalidExpression)),
            .content("user/ｎame", .error(.missingMember)),
            .content("ｕser/name", .error(.invalidExpression)),
            .content("user/nаme", .error(.missingMember)),
            .content("user/%6eame", .error(.missingMember)),
            .content("user/name%00", .error(.missingMember)),
            .content("user/NAME", .error(.missingMember)),
            .content("user/?key", .page("Ada")),
            .content("user/?hidden", .error(.privateName)),
            .content("options/?hidden", .error(.privateName)),
            .content("CONTEXTS/?hidden", .error(.privateName)),
            .content("?hidden", .error(.invalidExpression)),
            .content("user/?hostile", .error(.missingMember)),
            .content("user/?user", .error(.missingMember)),
            .content("user/?items", .error(.missingMember)),
            .content("user/?_password", .error(.privateName)),
            .content("user/?nowhere", .error(.unknownVariable)),
            .content("_password", .error(.privateName)),
            .content("options/_password", .error(.privateName)),
            .content("python: _password", .error(.privateName)),
            .content("python: options['_password']", .error(.privateName)),
            .content("python: CONTEXTS['_password']", .error(.privateName)),
            .content("python: options.get('_password', 'none')", .page("none")),
            .content("python: CONTEXTS.get('_password', 'none')", .page("none")),
            .content("python: [v for k, v in CONTEXTS.items() if k[0] == '_']", .error(.noText)),
            .content("items/0", .page("1")), .content("items/-1", .error(.missingMember)),
            .content("items/99999999999999999999", .error(.missingMember)),
            .content("items/٠", .error(.missingMember)),
            .content("python: items[-1]", .page("3")),
            .content("python: items[10**18]", .error(.indexError)),
            .markup("<p tal:define=\"_x name\">${_x}</p>", .error(.privateName)),
            .markup("<p tal:repeat=\"_x items\">${_x}</p>", .error(.privateName)),
        ] as [Payload]
    )
    func keysDoNotLeaveTheirValue(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// Names that are put together, or written with escapes.
    @Test(
        arguments: [
            .content("python: user['na' + 'me']", .page("Ada")),
            .content("python: user['\\x6eame']", .page("Ada")),
            .content("python: options['\\x5fpassword']", .error(.privateName)),
            .content("python: options['_pass' + 'word']", .error(.privateName)),
            .content("python: options[''.join(['_', 'password'])]", .error(.privateName)),
            .content("python: options['%spassword' % '_']", .error(.privateName)),
            .content("python: options['{}password'.format('_')]", .error(.privateName)),
            .content("python: options[f'{\"_\"}password']", .error(.privateName)),
            .content("python: user['\\x5f\\x5fclass\\x5f\\x5f']", .error(.privateName)),
            .content("python: guarded['\\x5flisted']", .error(.privateName)),
            .content("python: guarded['sec' + 'ret']", .error(.keyError)),
            .content("python: guarded.get('sec' + 'ret', 'none')", .page("none")),
            .content("python: path('guarded/secret')", .error(.missingMember)),
            .content("python: path('guarded/%s' % 'secret')", .error(.missingMember)),
            .content("python: path('user/%s' % hidden)", .error(.privateName)),
            .content("python: path('sec' + 'ret')", .error(.invalidExpression)),
            .content("python: path(name)", .error(.invalidExpression)),
            .content("python: exists('guarded/secret')", .page("False")),
            .content("python: nocall('guarded/secret')", .error(.missingMember)),
            .content("python: string('${guarded/secret}')", .error(.missingMember)),
            .content("string:${guarded/secret}", .error(.missingMember)),
            .content("string:$guarded/secret", .page("a guarded object/secret")),
            .content("string:${string:${_password}}", .error(.privateName)),
            .content("python: options[chr(95) + 'password']", .error(.privateName)),
            .content("python: user.name", .page("Ada"), .chameleon),
            .content("user._x", .error(.privateName), .chameleon),
            .content("guarded.secret", .error(.attributeError), .chameleon),
            .content("CONTEXTS._password", .error(.privateName), .chameleon),
            .content("CONTEXTS['_pass' + 'word']", .error(.privateName), .chameleon),
        ] as [Payload]
    )
    func builtNamesAreHeldToTheSame(_ payload: Payload) {
        Sandbox.expect(payload)
    }
}
