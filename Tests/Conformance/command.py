"""Pages as the talisman command renders them."""

import json
import os
import subprocess
import tempfile


class Failure(Exception):
    """What an engine says where there is no page."""


class Crash(Failure):
    """The command died, which no page may make it do."""


class Command:
    """The command, and the program that runs one test of the package.

    `test` is the beginning of its command line, to be followed by the name of
    a test.
    """

    def __init__(self, path, test):
        self.path = os.path.abspath(path)
        self.test = test
        self.folder = tempfile.TemporaryDirectory(prefix="talisman-conformance-")

    def render(self, source, mode, data, macros=None, catalogs=None, interpolates=False):
        """The page, or a Failure.

        `macros` are the sources that variables stand for, `catalogs` is the
        folder with the texts of the language `xx`.
        """
        values = self.write("data.json", json.dumps(data))
        arguments = [self.path, "render", "--trust-text", "--mode", mode, "--data", values]
        if not interpolates:
            arguments.append("--no-interpolation")
        for name, text in (macros or {}).items():
            arguments += ["--macros", f"{name}={self.write(f'{name}.{mode}', text)}"]
        if catalogs:
            arguments += ["--catalog", catalogs, "--language", "xx"]
        return self._run([*arguments, self.write(f"case.{mode}", source)])

    def render_code(self, source, data):
        """The page of a template with values in code, as Chameleon's may have them."""
        values = self.write("data.json", json.dumps(data))
        page = self.write("case.html", source)
        return self._run([self.path, "render", "--dialect", "chameleon", "--data", values, page])

    @staticmethod
    def _run(arguments):
        done = subprocess.run(arguments, capture_output=True, timeout=60)
        if done.returncode < 0 or done.returncode > 64:
            raise Crash(f"crash, exit {done.returncode}: {done.stderr.decode()}")
        if done.returncode:
            raise Failure(done.stderr.decode() or done.stdout.decode())
        return done.stdout.decode("utf-8")

    def compile(self, source, mode):
        """A report without errors, be there warnings in it or not; or a Failure."""
        template = self.write(f"case.{mode}", source)
        arguments = [self.path, "check", "--format", "json", template]
        done = subprocess.run(arguments, capture_output=True, timeout=60)
        if done.returncode not in (0, 1):
            raise Crash(f"crash, exit {done.returncode}: {done.stderr.decode()}")
        report = done.stdout.decode("utf-8")
        errors = [each for each in json.loads(report) if each["severity"] == "error"]
        if errors:
            raise Failure(errors[0]["message"])
        return report

    def render_batches(self, template):
        """The page of a template whose data only a test has, or a Failure."""
        page = os.path.join(self.folder.name, "batches.html")
        names = {"TALISMAN_BATCH_TEMPLATE": template, "TALISMAN_BATCH_PAGE": page}
        return self._run_test("rendersTheBatchesOfZopePageTemplate", names, page)

    def render_inputs(self, folder, cases):
        """The page or the error of each template of Chameleon's tests, by its name."""
        question = self.write("inputs.json", json.dumps({"folder": folder, "cases": cases}))
        answer = os.path.join(self.folder.name, "pages.json")
        names = {"TALISMAN_CHAMELEON_INPUTS": question, "TALISMAN_CHAMELEON_PAGES": answer}
        return json.loads(self._run_test("rendersTheInputsOfChameleon", names, answer))

    def client_ids(self, secret, ids):
        """What client ids are read as, and as many others; or a Failure."""
        question = self.write("ids.json", json.dumps({"secret": secret, "ids": ids}))
        answer = os.path.join(self.folder.name, "answer.json")
        names = {"TALISMAN_ZOPE_IDS": question, "TALISMAN_ZOPE_ANSWER": answer}
        return json.loads(self._run_test("readsAndMakesClientIDsOfZopeSession", names, answer))

    def _run_test(self, name, names, path):
        """What a test of the package writes, which is told by the environment where."""
        done = subprocess.run(
            [*self.test, name],
            env={**os.environ, **names},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode or not os.path.exists(path):
            raise Failure(done.stdout.decode())
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path
