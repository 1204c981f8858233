"""The expressions of zope.tales' tests: which compile, and which do not.

The tests run as they are; what they give to their engine is listened to.
"""

import html
import unittest

from zope.tales import engine
from zope.tales.tests import test_expressions, test_pythonexpr, test_tales

from results import Outcome, Result

# The namespace of these tests, as one that the command has.
NAMES = [("/namespace:", "/session:"), ("/not_callable_ns:", "/session:")]


def run(talisman, exceptions, report):
    result = Result("zope.tales", exceptions, report)
    for expression, compiles in _expressions().items():
        text = expression
        for other, ours in NAMES:
            text = text.replace(other, ours)
        page = f'<p tal:content="{html.escape(text)}"></p>'
        found = Outcome.of(talisman.compile, page, "html")
        agrees = "equal" if (found.page is not None if compiles else found.is_failure) else None
        details = f"compiles: {compiles}\n--- talisman\n{found.reason}"
        result.add(expression.replace("|", "¦"), agrees, details)
    return result


def _expressions():
    """The expressions and whether they compile, in the order of the tests."""
    found = {}
    compile_plainly = engine.Engine.compile

    def compile_recorded(expression):
        # What compiles calls this again for its parts.
        engine.Engine.compile = compile_plainly
        try:
            compiled = compile_plainly(expression)
            found.setdefault(expression, True)
            return compiled
        except Exception:
            found.setdefault(expression, False)
            raise
        finally:
            engine.Engine.compile = compile_recorded

    engine.Engine.compile = compile_recorded
    try:
        loader = unittest.defaultTestLoader
        for module in (test_expressions, test_pythonexpr, test_tales):
            loader.loadTestsFromModule(module).run(unittest.TestResult())
    finally:
        del engine.Engine.compile
    return found
