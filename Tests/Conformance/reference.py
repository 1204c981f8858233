"""Pages as zope.pagetemplate renders them, with the paths of a trusted engine."""

import re
from collections.abc import Iterable

from zope.component import provideAdapter, provideUtility
from zope.i18n import interpolate
from zope.i18n.interfaces import IFallbackTranslationDomainFactory, ITranslationDomain
from zope.i18nmessageid import Message
from zope.interface import implementer, provider
from zope.pagetemplate.engine import TrustedEngine
from zope.pagetemplate.pagetemplate import PageTemplate
from zope.tales.expressions import StringExpr
from zope.tales.tales import Context
from zope.traversing.adapters import DefaultTraversable
from zope.traversing.interfaces import ITraversable

import command

# What the configuration of an application registers for all objects.
provideAdapter(DefaultTraversable, (None,), ITraversable)

# The texts that were asked for while rendering, by domain and id.
asked = {}


def shout(text):
    """The translation of any text: it is louder, but for the names of parts and characters."""
    return re.sub(r"\$\{[^}]*\}|&\w+;|[^$&]+|[$&]", lambda part: _loud(part[0]), text)


def _loud(part):
    return part if part.startswith(("${", "&")) else part.upper()


@implementer(ITranslationDomain)
class _ShoutingDomain:
    def __init__(self, domain):
        self.domain = domain

    def translate(self, msgid, mapping=None, context=None, target_language=None, default=None,
                  msgid_plural=None, default_plural=None, number=None):
        if not msgid:
            # The empty id is that of a catalog's header.
            return interpolate(default, mapping)
        asked[self.domain, str(msgid)] = shout(str(msgid))
        return interpolate(shout(str(msgid)), mapping)


@provider(IFallbackTranslationDomainFactory)
def _shouting_domain(domain=""):
    return _ShoutingDomain(domain)


provideUtility(_shouting_domain, IFallbackTranslationDomainFactory)


class _NoText(Exception):
    """A container stands where text goes, which is an error of Talisman by design."""


class _Context(Context):
    """A context that refuses the text of containers, as Talisman does."""

    def evaluateText(self, expression):
        _check(self.evaluate(expression))
        return super().evaluateText(expression)

    def evaluateStructure(self, expression):
        return _check(self.evaluate(expression))


def _check(value):
    if isinstance(value, Iterable) and not isinstance(value, str):
        raise _NoText(type(value).__name__)
    return value


def _refuse_containers_in_strings():
    """Lets holes of string: refuse them, too, in the contexts of these pages alone."""
    write = StringExpr.__call__

    def call(self, context):
        if isinstance(context, _Context):
            for variable in self._vars:
                _check(variable(context))
        return write(self, context)

    StringExpr.__call__ = call


_refuse_containers_in_strings()


class _Template(PageTemplate):
    def pt_getEngine(self):
        return TrustedEngine

    def pt_getEngineContext(self, namespace):
        context = super().pt_getEngineContext(namespace)
        kind = type(context)
        context.__class__ = type("_Context", (_Context, kind), {})
        return context


def template(source, mode):
    made = _Template()
    made.pt_edit(source, "text/html" if mode == "html" else "text/xml")
    return made


def render(source, mode, data, macros=None):
    """The page, or a Failure; `asked` has what it wanted to have translated."""
    asked.clear()
    page = template(source, mode)
    names = {key: _plain(value) for key, value in data.items()}
    others = {name: template(text, mode) for name, text in (macros or {}).items()}
    namespace = {
        **names,
        **others,
        "template": page,
        "options": names,
        "args": (),
        "nothing": None,
    }
    try:
        return page.pt_render(namespace)
    except Exception as error:
        raise command.Failure(f"{type(error).__name__}: {error}") from error


def _plain(value):
    """A value without the notation for markup and messages."""
    if isinstance(value, dict):
        if set(value) == {"$markup"}:
            return value["$markup"]
        if "$message" in value:
            return Message(
                value["$message"],
                domain=value.get("domain"),
                default=value.get("default"),
                mapping=value.get("mapping"),
            )
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value
