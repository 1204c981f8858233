"""The unit tests of zope.tal.

They run as they are; what they give to the parser and get from the interpreter
is listened to.
"""

import functools
import re
import unittest

from zope.tal.tests import test_htmltalparser, test_talinterpreter

from results import Outcome

# Tests of what only zope.tal has: programs of byte code, annotations, the source
# with its METAL statements, and scripts that print.
INTERNAL = re.compile(r"bytecode|SourceAnnotation|MacroErrors|template_source|ScriptTestCase")


class _Recorder:
    """What the parser and the interpreter of the tests are given."""

    def __init__(self):
        self.test = None
        self.sources = {}
        self.macros = {}
        # Programs stay alive, since they are told apart by their identity.
        self.kept = []
        self.renders = []
        self.refused = []

    def parser(self, base, mode):
        recorder = self

        class Parser(base):
            def parseString(self, source):
                self.source_text = source
                try:
                    super().parseString(source)
                except Exception:
                    recorder.refused.append((recorder.test, mode, source))
                    raise

            def getCode(self):
                program, macros = super().getCode()
                recorder.kept += [program, macros]
                recorder.sources[id(program)] = (mode, self.source_text)
                for name, macro in macros.items():
                    recorder.macros[id(macro)] = (name, self.source_text)
                return program, macros

        return Parser

    def interpreter(self, base):
        recorder = self

        class Interpreter(base):
            def __call__(self):
                names = dict(self.engine.locals)
                asked = self.engine.translationDomain
                asked.clearMsgids()
                page = reason = None
                try:
                    super().__call__()
                    page = self.stream.getvalue()
                except Exception as error:
                    reason = str(error)
                    raise
                finally:
                    recorder.add(self.program, self.engine, names, Outcome(page, reason))

        return Interpreter

    def add(self, program, engine, names, outcome):
        mode, source = self.sources.get(id(program), (None, None))
        if mode is None:
            return
        macros = {name: self.macros[id(macro)] for name, macro in engine.macros.items()}
        ids = [id for asked in engine.translationDomain.msgids.values() for id, _ in asked]
        self.renders.append((self.test, mode, source, macros, names, ids, outcome))


@functools.cache
def record():
    """What the tests render, and what they refuse to compile."""
    recorder = _Recorder()
    for module in (test_talinterpreter, test_htmltalparser.htmltalparser):
        module.HTMLTALParser = recorder.parser(module.HTMLTALParser, "html")
    test_talinterpreter.TALParser = recorder.parser(test_talinterpreter.TALParser, "xml")
    test_talinterpreter.TALInterpreter = recorder.interpreter(test_talinterpreter.TALInterpreter)
    loader = unittest.defaultTestLoader
    for module in (test_talinterpreter, test_htmltalparser):
        for test in _tests(loader.loadTestsFromModule(module)):
            recorder.test = test.id().removeprefix("zope.tal.tests.")
            if not INTERNAL.search(recorder.test):
                test.run(unittest.TestResult())
    return recorder


def _tests(suite):
    for part in suite:
        yield from _tests(part) if isinstance(part, unittest.TestSuite) else [part]
