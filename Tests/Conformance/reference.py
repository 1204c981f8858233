"""Pages as zope.pagetemplate renders them, with the paths of a trusted engine."""

from zope.component import provideAdapter
from zope.pagetemplate.engine import TrustedEngine
from zope.pagetemplate.pagetemplate import PageTemplate
from zope.traversing.adapters import DefaultTraversable
from zope.traversing.interfaces import ITraversable

# What the configuration of an application registers for all objects.
provideAdapter(DefaultTraversable, (None,), ITraversable)


class Failure(Exception):
    """A template that does not compile, or a page that does not render."""


class _Template(PageTemplate):
    def pt_getEngine(self):
        return TrustedEngine


def render(source, mode, data):
    """The page, or a Failure."""
    template = _Template()
    template.pt_edit(source, "text/html" if mode == "html" else "text/xml")
    names = {key: _plain(value) for key, value in data.items()}
    namespace = {
        **names,
        "template": template,
        "options": names,
        "args": (),
        "nothing": None,
    }
    try:
        return template.pt_render(namespace)
    except Exception as error:
        raise Failure(f"{type(error).__name__}: {error}") from error


def _plain(value):
    """A value without the notation for markup, which only structure inserts."""
    if isinstance(value, dict):
        if set(value) == {"$markup"}:
            return value["$markup"]
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value
