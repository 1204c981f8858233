"""Client ids of zope.session: those that it makes, and those that it accepts.

A test of the package reads its ids and makes others.
"""

import io

from zope.publisher.http import HTTPRequest
from zope.session.http import CookieClientIdManager

from results import Outcome, Result

SECRET = "s3cret"
COUNT = 100


def run(talisman, exceptions, report):
    result = Result("zope.session", exceptions, report)
    manager = CookieClientIdManager("zope", SECRET)
    theirs = [manager.generateUniqueId() for _ in range(COUNT)]
    forged = [_changed(text) for text in theirs]
    found = Outcome.of(talisman.client_ids, SECRET, theirs + forged)
    answer = found.page or {"read": [], "made": []}

    # What is read is written again as it was.
    for index, (text, read) in enumerate(zip(theirs + forged, answer["read"])):
        wanted = text if index < COUNT else None
        agrees = "equal" if read == wanted else None
        result.add(f"of zope.session {index}", agrees, f"{text} is read as {read}")
    for index, text in enumerate(answer["made"]):
        for kind, id, wanted in [("of talisman", text, True), ("forged", _changed(text), False)]:
            agrees = "equal" if _accepts(manager, id) == wanted else None
            result.add(f"{kind} {index}", agrees, f"{id}: accepted: {not wanted}")
    if found.page is None:
        report(f"zope.session: {found}")
    return result


def _accepts(manager, text):
    request = HTTPRequest(io.BytesIO(), {"HTTP_COOKIE": f"zope={text}"})
    return manager.getRequestId(request) == text


def _changed(text):
    """An id whose first character is another one."""
    return ("b" if text[0] == "a" else "a") + text[1:]
