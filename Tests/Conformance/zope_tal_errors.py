"""The templates that zope.tal's unit tests expect to be refused."""

import zope_tal_tests
from results import Outcome, Result


def run(talisman, exceptions, report):
    result = Result("zope.tal errors", exceptions, report)
    refused = {(mode, source): test for test, mode, source in zope_tal_tests.record().refused}
    for (mode, source), test in refused.items():
        found = Outcome.of(talisman.compile, source, mode)
        agrees = "equal" if found.is_failure else None
        result.add(source, agrees, f"--- template\n{source}\n--- refused by\n{test}")
    return result
