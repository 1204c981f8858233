"""Compares random pages of both engines."""

import generator
import reference
from results import Outcome, Result


def run(talisman, seeds, report):
    """Renders the case of each seed twice."""
    result = Result(f"random pages from seed {seeds.start}", {}, report)
    for seed in seeds:
        mode, template, data, macros = generator.Generator(seed).case()
        wanted = Outcome.of(reference.render, template, mode, data, macros)
        found = Outcome.of(talisman.render, template, mode, data, macros)
        result.compare(f"seed {seed}", f"{template}\n--- data\n{data}", wanted, found, mode)
    return result
