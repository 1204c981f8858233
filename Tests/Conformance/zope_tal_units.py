"""The renders of zope.tal's unit tests.

Their engine knows variables alone and translates by shouting, unless a domain
is the name of another method of strings.
"""

import re

from zope.i18nmessageid import Message

import catalogs
import reference
import zope_tal
import zope_tal_tests
from results import Outcome, Result

# Domains in which this engine writes small letters.
SMALL = re.compile(r"lower|a_very_explicit_domain\w*")


def run(talisman, exceptions, report):
    result = Result("zope.tal units", exceptions, report)
    seen = set()
    for test, mode, source, macros, names, ids, wanted in zope_tal_tests.record().renders:
        if (mode, source, wanted.page) not in seen:
            seen.add((mode, source, wanted.page))
            _compare(result, talisman, test, mode, source, macros, names, ids, wanted)
    return result


def _compare(result, talisman, test, mode, source, macros, names, ids, wanted):
    template = zope_tal.tales(source)
    for name, (macro, _) in macros.items():
        template = re.sub(rf"([-]macro=.){name}\b", rf"\1{name}/macros/{macro}", template)
    data = {name: _json(value) for name, value in names.items() if _is_data(value)}
    domains = {"default"} | set(re.findall(r'i18n:domain="(\w+)"', source))
    domains |= {value.domain for value in names.values() if isinstance(value, Message)} - {None}
    texts = {(domain, id): _translation(domain, id) for domain in domains for id in ids}
    found = Outcome.of(
        talisman.render,
        template,
        mode,
        data,
        {name: zope_tal.tales(text) for name, (_, text) in macros.items()},
        catalogs.write(f"{talisman.folder.name}/catalogs", texts),
    )
    result.compare(f"{test.rpartition('.')[2]}: {source.strip()[:60]}", template, wanted, found, mode)


def _translation(domain, id):
    return id.lower() if SMALL.fullmatch(domain) else reference.shout(id)


def _is_data(value):
    return isinstance(value, (str, int))


def _json(value):
    if not isinstance(value, Message):
        return value
    message = {"$message": str(value), "mapping": dict(value.mapping or {})}
    if value.default is not None:
        message["default"] = value.default
    if value.domain is not None:
        message["domain"] = value.domain
    return message
