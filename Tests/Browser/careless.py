"""Pages without protection: the proof must find fault with them, or it proves nothing.

Attributes get their values with nothing but the markup escaped, which is what their places are
about; everything else gets them as they are.
"""

import html
import re

import documents
import payloads
from cases import Case
from judge import judge

_IMAGE = payloads.ELEMENTS[0]

# What to try by the kind of a place; everything where there is no entry.
_BY_KIND = {
    "script-url": ["javascript:%x", "javascript:parent.%x", "%u"],
    "js": ["%x"],
    "css": ["background:url(%u)", "url(%u#a)", "url(%u)"],
    "html": [_IMAGE, payloads.ELEMENTS[11], "<script>parent.%x</script>", "<b>t</b>"],
    "meta": ["0;url=%u"],
    "srcset": ["%u 1x"],
}
_OTHERS = [
    "</script></script>" + _IMAGE, f"</noframes>{payloads.ELEMENTS[-1]}",
    _IMAGE, f'">{_IMAGE}', f"'>{_IMAGE}", f">{_IMAGE}", f"-->{_IMAGE}", f"]]>{_IMAGE}",
    f"?>{_IMAGE}", "%x", "';%x//", '";%x//', "${%x}", "*/%x/*", "\n%x\n", "/;%x//",
    "}*{background:url(%u)}", "*/*{background:url(%u)}", '"}*{background:url(%u)}', "@import'%u';",
    "b onclick", "onclick=%x ", "img src=/x onerror=%x ", '"><b>', "zz",
]
_ADDRESSES = ["%u", "javascript:%x", "javascript:parent.%x"]

# So many values of a place are tried before it is seen which places need more.
_ROUND = 3
_BATCH = 1000

# So many random pages are compared; at least a fifth have values that matter where they stand.
_PAGES = 300


class _Renderer:
    """Fills the holes of random pages, and does nothing else."""

    def render(self, questions):
        return [{"output": self._page(question)} for question in questions]

    def _page(self, question):
        return re.sub(r"\$\{(h\d+)\}", lambda hole: question["data"][hole[1]], question["template"])


def main(wanted, report, inputs, seed, stage_for):
    """Judges such pages. Gives 1 where too little is found, and no table says why."""
    found = documents.prove(_Renderer(), report, _PAGES, seed, inputs)
    places = _quiet(wanted, stage_for)
    return 1 if places or found < _PAGES / 5 else 0


def _quiet(wanted, stage_for):
    """How many places nothing was found in, without a reason."""
    places = [place for place in wanted if not _has_statements(place)]
    stage = stage_for()
    quiet = places
    try:
        start = 0
        while batch := [
            (place, value) for place in quiet for value in _values(place)[start : start + _ROUND]
        ]:
            found = set()
            for at in range(0, len(batch), _BATCH):
                found |= _found(stage, batch[at : at + _BATCH])
            quiet = [place for place in quiet if place not in found]
            start += _ROUND
    finally:
        stage.close()
        stage.site.close()
    unknown = [place for place in quiet if "quiet" not in place.flags]
    for place in unknown:
        print(f"nothing was found: {place.name}: {place.template!r}")
    print(
        f"without protection: something was found in {len(places) - len(quiet)} of "
        f"{len(places)} places; {len(unknown)} of the others are not explained"
    )
    return len(unknown)


def _found(stage, pairs):
    """The places in which something was found."""
    cases = [
        Case(place, place.harmless, is_harmless=True)
        for place in dict.fromkeys(place for place, _ in pairs)
    ]
    cases += [Case(place, value) for place, value in pairs]
    for case in cases:
        case.output = _page(case.place, case)
    # Most of these get out of any page.
    stage.show_apart(cases)
    stage.settle()
    judge(cases, stage, is_strict=True)
    stage.forget()
    return {case.place for case in cases if case.problems}


def _has_statements(place):
    names = {"map", "names", "message"} & set(place.flags)
    is_stated = re.search(r"(tal|metal|i18n|meta):", place.template)
    return "${x}" not in place.template or bool(names or place.translations or is_stated)


def _values(place):
    if place.group == "sink":
        return _BY_KIND.get(place.kind, _ADDRESSES)
    # Each end tag behind the hole, the outer ones too.
    behind = place.template.partition("${x}")[2]
    ends = [f"{end}>{_IMAGE}" for end in re.findall(r"</[\w-]+", behind)]
    return ends + _OTHERS + _ADDRESSES


def _page(place, case):
    text = case.text
    if place.group == "sink":
        text = html.escape(text)
    return place.template.replace("${x}", text).replace("${n}", str(case.number))
