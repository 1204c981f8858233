"""What makes pages of templates: a program that answers lines with lines."""

import json
import subprocess
import threading


class Renderer:
    """One process of it."""

    def __init__(self, command):
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def render(self, questions):
        """The answers in the order of the questions."""
        writer = threading.Thread(target=self._write, args=(questions,), daemon=True)
        writer.start()
        answers = []
        for question in questions:
            line = self._process.stdout.readline()
            if not line:
                raise SystemExit(f"the renderer is gone at {question['template']!r}")
            answer = json.loads(line)
            assert answer.get("id") == question["id"], (question, answer)
            answers.append(answer)
        writer.join()
        return answers

    def _write(self, questions):
        try:
            for question in questions:
                self._process.stdin.write(json.dumps(question, ensure_ascii=True) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            """The reader tells."""

    def close(self):
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            """It is gone already."""
        self._process.wait()
