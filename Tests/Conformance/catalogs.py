"""Catalogs of gettext for the language `xx`."""

import os
import shutil


def write(folder, texts):
    """Writes texts, which are translations by domain and id, as `.po` files."""
    shutil.rmtree(folder, ignore_errors=True)
    domains = {}
    for (domain, msgid), text in texts.items():
        domains.setdefault(domain or "default", []).append((msgid, text))
    messages = os.path.join(folder, "xx", "LC_MESSAGES")
    os.makedirs(messages)
    for domain, entries in domains.items():
        with open(os.path.join(messages, f"{domain}.po"), "w", encoding="utf-8") as file:
            file.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
            for msgid, text in entries:
                file.write(f"\nmsgid {_quoted(msgid)}\nmsgstr {_quoted(text)}\n")
    return folder


def _quoted(text):
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
