// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// What is written as in other languages, and what to write here.
@Suite struct HabitTests {
    private static let both = "'tal:condition' and 'tal:repeat'"

    private static func meant(_ remedy: String) -> String {
        remedy
            + "; meta:interpolation=\"off\" on an element says that its text is meant as it stands"
    }

    static let examples: [(Habit.Place, String, String)] = [
        (.path, "{{ user.name }}", "an expression stands alone, without braces: user/name"),
        (.path, "{% for x in xs %}", "statements are attributes: here it is 'tal:repeat'"),
        (.path, "${user/name}", "an expression of a statement needs no '${}': user/name"),
        (.path, "#{user.name}", "an expression stands alone, without braces: user/name"),
        (.path, "user ?? guest", "'|' stands before an alternative: a | b"),
        (.path, "user->name", "steps have '/' between them: user/name"),
        (.path, "user?.name", "steps have '/' between them: user/name"),
        (.path, "a eq b.c", "operators and calls: python: a == b['c']"),
        (.path, "items[0]/name.first", "operators and calls: python: items[0]['name']['first']"),
        (.path, "$name", "a variable has no '$' before it: name"),
        (.path, "/product/${id}", "text with holes: string:/product/${id}"),
        (.path, "'it is'", "a text has no quotes: string:it is"),
        (.path, "'{}'.format(a)", "values in a text: python: f'{name} has {count}'"),
        (.path, "layout.html/macros/page", "another template: templates/layout.html/macros/page"),
        (.path, "/layout.html/page", "another template: templates/layout.html/macros/page"),
        (.path, "./a/b.pt/macros/c", "another template: templates/a/b.pt/macros/c"),
        (
            .path, "layout.html",
            "another template: load:layout.html is all of it, "
                + "templates/layout.html/macros/NAME a macro of it"
        ),
        (.path, "structure page.body", "markup: structure:page.body"),
        (.path, "as i", "'tal:repeat' has no 'as': a name, a blank, the sequence"),
        (.path, "*", "the case of all others: default"),
        (
            .path, "{active: ok}",
            "a text where a condition holds: python: 'text' if condition else ''"
        ),
        (.path, "in items", "'tal:repeat' has no 'in': a name, a blank, the sequence"),
        (.path, "= b", "a blank stands between a name and its value, and no '='"),
        (.path, "!user/active", "the opposite of a value: not:user/active"),
        (.path, "not user/active", "the opposite of a value: not:user/active"),
        (.path, "-1.5", "a number: python: -1.5"),
        (
            .path, "src=x",
            "'name value' sets, with a blank between them; this compares: python: src==x"
        ),
        (.path, "/product", "a text: string:/product"),
        (.path, "a ? b : c", "one of two values: python: a if condition else b"),
        (
            .path, "user.age >= 18 && !user/items/0",
            "operators and calls: python: user['age'] >= 18 and not user['items'][0]"
        ),
        (.path, "name.upper() == 'a.b'", "operators and calls: python: name.upper() == 'a.b'"),
        (
            .path, "a, b",
            "a path is one value; several are a sequence in Python, python: (a, b), "
                + "and clauses of a statement have ';' between them"
        ),
        (.path, "a || b/c", "operators and texts: python: a or b['c']"),
        (.path, "user.name/first", "steps have '/' between them: user/name/first"),
        (
            .path, "Hello world",
            "a text: string:Hello world; a key with a blank is the value of a variable: a/?key"
        ),
        (.type, "http", "a text: string:http:…"),
        (
            .type, "width",
            "a property of a style: a semicolon inside of an expression is written ';;'"
        ),
        (.type, "py", "Python: python:…"),
        (.type, "html", "markup: structure:…"),
        (.text, "{{{ page.body }}}", Self.meant("markup is ${structure:page/body}")),
        (.text, "{{#if x}}", Self.meant("statements are attributes: here it is 'tal:condition'")),
        (.text, "{{^x}}", Self.meant("statements are attributes: \(Self.both)")),
        (.text, "{{/each}}", Self.meant("statements are attributes: here it is 'tal:repeat'")),
        (.text, "{{> menu}}", Self.meant("macros of other templates: 'metal:use-macro'")),
        (.text, "{{x}}", Self.meant("a value is ${x}")),
        (.text, "<%= x %>", Self.meant("a value is ${x}")),
        (.text, "{% endif %}", Self.meant("statements are attributes: \(Self.both)")),
        (.text, "<% x %>", Self.meant("statements are attributes: \(Self.both)")),
        (.python, "=", "'==' compares; 'tal:define' gives names to values"),
        (.python, "&", "'and' joins conditions"),
        (.python, "|", "'or' joins conditions"),
        (.python, "!", "'not' is the opposite of a condition"),
        (.python, "?", "one of two values: a if condition else b"),
        (.python, "$", "a variable has no '$' before it"),
        (.variable, "true", "the truth value: python: True"),
        (.variable, "False", "the truth value: python: False"),
        (.variable, "null", "no value: nothing"),
    ]

    @Test(arguments: examples)
    func hasARemedy(place: Habit.Place, text: String, remedy: String) {
        #expect(Habit.remedy(place, text) == remedy)
    }

    /// Those of statements and filters differ in a word alone.
    @Test func everyRowHasAnExample() {
        var shown: Set<Int> = []
        for (place, text, _) in Self.examples {
            if let index = Habit.index(place, text) { shown.insert(index) }
        }
        let others = Habit.table.indices.filter { !shown.contains($0) }
        let words = others.filter { [.statement, .filter].contains(Habit.table[$0].place) }
        #expect(others.count == words.count)
    }

    @Test func everyWordHasOneMeaning() {
        for place in [Habit.Place.statement, .filter, .variable, .python] {
            let words = Habit.table.filter { $0.place == place }.flatMap { row -> [String] in
                if case .word(let words) = row.sign { return words }
                return []
            }
            #expect(Set(words).count == words.count)
        }
    }

    @Test func noStatementIsAHabit() {
        for namespace in StatementNamespace.allCases {
            for name in StatementNames.known(in: namespace) where namespace != .i18n {
                #expect(Habit.remedy(.statement, name) == nil)
            }
        }
    }

    @Test(arguments: ["a/b/c", "a", "a-b", "user", ""]) func saysNothingOfPaths(text: String) {
        #expect(Habit.remedy(.path, text) == nil)
    }
}
