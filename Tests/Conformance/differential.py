"""Compares random pages of both engines."""

import command
import generator
import markup
import reference


def run(talisman, seeds, report):
    """Renders the case of each seed twice; returns how many agree and do not."""
    agreed = differing = failing = 0
    for seed in seeds:
        mode, template, data = generator.Generator(seed).case()
        expected, reason = _outcome(reference.render, reference.Failure, template, mode, data)
        found, error = _outcome(talisman.render, command.Failure, template, mode, data)
        failing += expected is None
        if _agree(expected, found, mode):
            agreed += 1
            continue
        differing += 1
        report(
            f"seed {seed} ({mode})\n--- template\n{template}\n--- data\n{data}\n"
            f"--- zope.pagetemplate\n{expected or reason}\n--- talisman\n{found or error}"
        )
    return agreed, differing, failing


def _outcome(render, failure, template, mode, data):
    try:
        return render(template, mode, data), None
    except failure as error:
        return None, str(error)


def _agree(expected, found, mode):
    if expected is None or found is None:
        return expected is found
    return markup.tokens(expected, mode) == markup.tokens(found, mode)
