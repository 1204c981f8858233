"""The inputs of Chameleon's tests, which a test of the package renders.

Chameleon's tests say with which data and in which languages. The inputs that they only parse are
rendered, too, with the same data.
"""

import os

from chameleon.tests.test_templates import ROOT, Message, TestZopePageTemplates

import command
from results import Outcome, Result

INPUTS = os.path.join(ROOT, "inputs")


def run(talisman, exceptions, report):
    result = Result("Chameleon", exceptions, report)
    cases = _Listening().cases()
    pages = talisman.render_inputs(
        INPUTS,
        [
            {"name": name, "file": file, "language": language}
            for name, (file, language, _) in cases.items()
        ],
    )
    for name, (file, _, render) in cases.items():
        mode = "xml" if file.endswith(".xml") else "html"
        found = Outcome(pages[name].get("page"), pages[name].get("error"))
        wanted = Outcome.of(render)
        result.compare(name, _source(file), wanted, found, mode, _lines, ignores_spaces=True)
    return result


def _lines(page):
    """The page with the line ends that Chameleon writes, whatever those of the file are."""
    return page.replace("\r\n", "\n")


def _source(file):
    with open(os.path.join(INPUTS, file), encoding="utf-8", errors="replace") as source:
        return source.read()


class _Listening(TestZopePageTemplates):
    """The tests of Chameleon; they render, and compare nothing."""

    def cases(self):
        """File, language and what renders the page, by the name of the case."""
        cases = {}
        for test in (self.test_pt_files, self.test_txt_files):
            for path, output, language in test.pytestmark[0].args[1]:
                file = os.path.basename(path)
                name = f"{file} {language}" if language else file
                cases[name] = (file, language, lambda t=test, p=path, l=language: self.page(t, p, l))
        rendered = {file for file, _, _ in cases.values()}
        for file in sorted(set(os.listdir(INPUTS)) - rendered):
            path = os.path.join("inputs", file)
            cases[file] = (file, None, lambda p=path: self.page(self.test_pt_files, p, None))
        return cases

    def page(self, test, path, language):
        """The page that a test renders, or a Failure."""
        try:
            test(path, None, language)
        except Exception as error:
            raise command.Failure(f"{type(error).__name__}: {error}") from error
        is_text = isinstance(self.rendered, str)
        return self.rendered if is_text else self.rendered.decode("utf-8")

    def execute(self, path, output, language, factory, **variables):
        """What Chameleon's class does, without its comparison."""
        is_implicit = "implicit-i18n" in path
        template = factory(
            os.path.join(ROOT, path),
            strict=False,
            implicit_i18n_translate=is_implicit,
            implicit_i18n_attributes=("alt", "title") if is_implicit else (),
            enable_data_attributes="data-attributes" in path,
        )
        self.rendered = template.render(
            **variables, translate=_translate, target_language=language
        )


def _translate(
    msgid, domain=None, mapping=None, context=None, target_language=None, default=None
):
    """Shows what it was asked for; `ChameleonInputTests` has the same."""
    text = str(msgid) if default is None else default
    if isinstance(msgid, Message):
        text = "Message"
    for name, value in (mapping or {}).items():
        text = text.replace(f"${{{name}}}", str(value))
    if target_language is None:
        return text
    stripped = text.rstrip("\n ")
    place = " ".join([domain or "-", context or "-", target_language])
    message = str(msgid).replace("${", "{")
    return f"{stripped} ('{message}': {place}){text[len(stripped):]}"
