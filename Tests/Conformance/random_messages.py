"""Random texts to be translated, for the generator of pages."""


class RandomMessages:
    def message(self, scope, loops):
        """An element whose content is translated, with named parts."""
        name = self.random.choice(["p", "div", "pre", "em"]) if self.mode == "html" else "p"
        part = self.fixed_part if name == "pre" else self.part
        pieces = [self.words()]
        names = ["who", "what", "a_b", "n1"]
        for _ in range(self.random.randrange(3)):
            pieces.append(part(names.pop(self.random.randrange(len(names))), scope, loops))
            pieces.append(self.words())
        id = self.random.choice(["", "", "message_id", "another id"])
        attributes = f' i18n:translate="{id}"'
        if self.maybe(0.3):
            attributes += f' i18n:domain="{self.random.choice(["shop", "other"])}"'
        if self.maybe(0.3):
            attributes += f' title="{self.random.choice(["a title", "b &amp; c"])}"'
            attributes += f' i18n:attributes="title{self.random.choice(["", " title_id"])}"'
        return f"<{name}{attributes}>{''.join(pieces)}</{name}>"

    def part(self, name, scope, loops):
        value = self.quoted(self.path(scope, loops))
        return self.random.choice(
            [
                f'<b i18n:name="{name}" tal:content={value}>sample</b>',
                f'<b i18n:name="{name}" tal:replace={value}>sample</b>',
                self.fixed_part(name, scope, loops),
            ]
        )

    def fixed_part(self, name, scope, loops):
        """A part whose white space is the same, kept or not."""
        return self.random.choice(
            [
                f'<b i18n:name="{name}">fixed</b>',
                f'<b i18n:name="{name}" i18n:translate="">in <i>here</i></b>',
                f'<span tal:omit-tag="" i18n:name="{name}">plain</span>',
            ]
        )

    def words(self):
        return self.random.choice(
            ["some text", " two\n   lines ", "a &amp; b", " ", "&lt;x&gt; é", "<b>bold</b> word"]
        )
