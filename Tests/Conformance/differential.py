"""Compares random pages of both engines."""

import catalogs
import generator
import reference
from results import Outcome, Result


def run(talisman, seeds, report):
    """Renders the case of each seed twice."""
    result = Result(f"random pages from seed {seeds.start}", {}, report)
    for seed in seeds:
        mode, template, data, macros = generator.Generator(seed).case()
        wanted = Outcome.of(reference.render, template, mode, data, macros)
        texts = None
        if reference.asked:
            texts = catalogs.write(f"{talisman.folder.name}/catalogs", reference.asked)
        found = Outcome.of(talisman.render, template, mode, data, macros, texts)
        shown = f"{template}\n--- others\n{macros.get('library')}\n--- data\n{data}"
        result.compare(f"seed {seed}", shown, wanted, found, mode)
    return result
