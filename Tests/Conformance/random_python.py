"""Random expressions of Python over the data of random pages.

They use `options`, which nothing shadows; what values of other variables are
is not known everywhere.
"""


class RandomPython:
    def python(self, loops):
        pick = self.random.choice
        choice = self.random.random()
        if loops and choice < 0.15:
            loop = pick(loops)
            what = pick(["index", "number", "start", "end", "even", "odd", "letter", "Roman"])
            return f"python: repeat['{loop}'].{what}()"
        if self.failing and choice < 0.25:
            return "python: " + pick(
                ["nope", "options['nope']", "1 // 0", "options['text'] + 1", "int('x')", "len(3)"]
            )
        return "python: " + pick([self.text_value, self.number_value, self.list_text])()

    def list_text(self):
        """A list as text, and now and then a list, which has none."""
        value = self.list_value()
        return value if self.maybe(0.1) else f"{self.random.choice(['str', 'repr', 'len'])}({value})"

    def text_value(self):
        pick = self.random.choice
        text = pick(["options['text']", "options['key']", "'a b'", "options['record']['b']['a']"])
        return pick(
            [
                f"{text}.upper()",
                f"{text} + '!'",
                f"{text}[:2]",
                f"'%s-%r' % ({text}, {self.number_value()})",
                "f'{options[\"number\"]:>5}|{options[\"key\"]!r:_^9}'",
                f"', '.join(['x', {text}])",
                f"{text}.replace('a', '<b>')",
                f"{text} or 'empty'",
                f"str({self.list_value()})",
                f"repr({text})",
                f"path('options/{pick(['text', 'number', 'record/b/a'])}')",
                f"'yes' if exists('{pick(['options/text', 'options/nope', 'nope'])}') else 'no'",
                f"string('{pick(['a $key b', 'x', '$$'])}')" if not self.metal else text,
                f"'%5.1f' % options['real']",
                f"'{{}} {{k!r:>4}}'.format({text}, k={self.number_value()})",
                f"''.join(sorted({text}, key=lambda c: c.upper()))",
                f"dict(a=1, **{{'b': {text}}})['b']",
                "None",
            ]
        )

    def number_value(self):
        pick = self.random.choice
        number = pick(["options['number']", "7", "-2", "len(options['items'])", "len(options['text'])"])
        return pick(
            [
                f"{number} + 1",
                f"{number} * -3",
                f"{number} // 3",
                f"{number} % 5",
                f"{number} / 4",
                f"options['real'] * 2",
                f"abs({number})",
                f"round(options['real'], 1)",
                f"1 < {number} <= 42",
                f"{number} == {pick(['0', '7', 'options'])}",
                f"not {number}",
                f"sum(range({pick([0, 3, 5])}))",
                f"'{pick(['a', 'zz'])}' in options['record']",
            ]
        )

    def list_value(self):
        pick = self.random.choice
        return pick(
            [
                "[row['name'] for row in options['rows']]",
                "[row.get('on') for row in options['rows']]",
                "[x for x in options['items'] if x]",
                "sorted(row['name'] for row in options['rows'])",
                "list(enumerate(options['items']))",
                "options['items'] + [1]",
                "options['items'][::-1]",
                "list(options['record'].keys())",
                "dict((r['name'], r['price']) for r in options['rows'])",
                "options['record']['b']",
                f"range({pick([0, 1, 3])})",
                "('a', 1.5)",
            ]
        )
