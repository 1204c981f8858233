"""Pages as the talisman command renders them."""

import json
import os
import subprocess
import tempfile


class Failure(Exception):
    """What the command says where there is no page."""


class Crash(Exception):
    """The command died."""


class Command:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.folder = tempfile.TemporaryDirectory(prefix="talisman-conformance-")

    def render(self, source, mode, data, root=None, name="case", interpolates=False):
        """The page, or a Failure; a Crash must never happen."""
        template = os.path.join(root or self.folder.name, f"{name}.{mode}")
        values = os.path.join(self.folder.name, "data.json")
        if source is not None:
            with open(template, "w", encoding="utf-8", newline="") as file:
                file.write(source)
        with open(values, "w", encoding="utf-8") as file:
            json.dump(data, file)
        arguments = [self.path, "render", "--mode", mode, "--data", values]
        if not interpolates:
            arguments.append("--no-interpolation")
        done = subprocess.run([*arguments, template], capture_output=True, timeout=60)
        if done.returncode < 0 or done.returncode > 64:
            raise Crash(f"exit {done.returncode}: {done.stderr.decode()}")
        if done.returncode:
            raise Failure(done.stderr.decode())
        return done.stdout.decode("utf-8")
