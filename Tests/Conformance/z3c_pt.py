"""The pages of z3c.pt's manual, which Chameleon renders.

The manual runs as it is; the templates that it makes of texts are listened to.
"""

import doctest
import os

import zope.configuration.xmlconfig
import z3c.pt
from z3c.pt import pagetemplate

from results import Outcome, Result

MANUAL = os.path.join(os.path.dirname(z3c.pt.__file__), "README.rst")


def run(talisman, exceptions, report):
    result = Result("z3c.pt", exceptions, report)
    for number, (source, arguments, options, page) in enumerate(_pages(), 1):
        data = {**options, "args": arguments}
        found = Outcome.of(talisman.render, source, "html", data, interpolates=True)
        result.compare(f"page {number}", source, Outcome(page), found, "html", ignores_spaces=True)
    return result


def _pages():
    zope.configuration.xmlconfig.XMLConfig("configure.zcml", z3c.pt)()
    pages = []

    class Recorded(pagetemplate.PageTemplate):
        def __init__(self, text):
            super().__init__(text)
            self.text = text

        def __call__(self, *arguments, **options):
            page = super().__call__(*arguments, **options)
            pages.append((self.text, list(arguments), options, page))
            return page

    plain = pagetemplate.PageTemplate
    pagetemplate.PageTemplate = Recorded
    try:
        with open(MANUAL, encoding="utf-8") as file:
            test = doctest.DocTestParser().get_doctest(
                file.read(), {"__file__": MANUAL}, "README.rst", MANUAL, 0
            )
        doctest.DocTestRunner(verbose=False).run(test, out=lambda text: None)
    finally:
        pagetemplate.PageTemplate = plain
    return pages
