"""Problems as people and programs read them: text, GitHub's annotations, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from generator.checking import documents
from generator.checking.codes import CATALOGUE, is_error, severity
from generator.data.problem import Problem
from generator.reading.register import Register
from generator.words.escaping import github, preformatted, visible, visible_line

_MAX_IN_SUMMARY = 100
_MAX_PASTED = 1000
"""Problems, and characters to paste for each of them, that a summary shows."""


def as_text(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """Each problem with its line, a caret under the place, why it matters and what to do."""
    lines = {name: _lines(text) for name, text in texts.items()}
    return "".join(_one_as_text(problem, lines.get(problem.file, [])) for problem in problems)


def _lines(text: str) -> list[str]:
    """A file's lines as the places of problems count them: by line breaks, and no other sign."""
    return re.split(r"\r\n|\r|\n", text)


def _one_as_text(problem: Problem, lines_of_file: Sequence[str]) -> str:
    warning = "" if is_error(problem) else "varning: "
    where = f"{visible_line(problem.file)}:{problem.line}:{problem.column}"
    lines = [f"{where}: {problem.code}: {warning}{visible_line(problem.message)}"]
    shown = "".join(lines_of_file[problem.line - 1 : problem.line]).expandtabs(1)
    if shown.strip():
        start, at = max(0, problem.column - 60), problem.column - 1
        before = visible(shown[start:at].ljust(at - start))
        lines.append(f"  | {before}{visible(shown[at : start + 100])}".rstrip())
        lines.append(f"  | {' ' * len(before)}^")
    lines.append(f"  Varför: {CATALOGUE[problem.code].why}")
    if problem.remedy:  # what is to be pasted stands as it is to be pasted
        lines.append(f"  Gör så här: {visible(problem.remedy)}")
    return "\n".join(lines) + "\n\n"


def as_findings(register: Register, results: Sequence[documents.Result]) -> Iterator[str]:
    """Each figure that is not where the data says, at the amount's place, with a suggestion."""
    for result in results:
        if result.is_there:
            continue
        amount, what = result.amount, documents.what(result.amount)
        file, (line, column) = register.sources[amount.place.file].locate(amount.place.path)
        said = f"{amount.angivet!r} ({what}) står inte i {amount.kalla.avsnitt or 'handlingen'}"
        if result.elsewhere:
            hint = f"Det står i {', '.join(result.elsewhere)}. Rätta avsnittet."
        else:
            hint = "Det står ingenstans. Rätta beloppet, eller skriv angivet som det är tryckt."
        yield f"{file}:{line}:{column}: {said}\n  Gör så här: {hint}"


def as_github(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """Workflow commands that become annotations at the lines of a pull request."""
    return "".join(_one_as_github(problem) for problem in problems)


def _one_as_github(problem: Problem) -> str:
    level = "error" if is_error(problem) else "warning"
    file = _quoted(visible_line(problem.file), ",:")
    where = f"file={file},line={problem.line},col={problem.column}"
    lines = [f"{visible_line(problem.message)}.", f"Varför: {CATALOGUE[problem.code].why}"]
    lines += [f"Gör så här: {visible(problem.remedy)}"] if problem.remedy else []
    text = _quoted("\n".join(lines))
    return f"::{level} {where},title={problem.code}::{text}\n"


def as_summary(problems: Sequence[Problem]) -> str:
    """The problems as Markdown for the page of a workflow's run, the first hundred of them."""
    errors = sum(map(is_error, problems))
    warnings = len(problems) - errors
    if not problems:
        return "### Uppgifterna\n\nInga fel.\n"
    lines = [
        "### Uppgifterna",
        "",
        f"{errors} fel och {warnings} {'varning' if warnings == 1 else 'varningar'}.",
        "",
        "| Plats | Kod | Vad som är fel | Gör så här |",
        "| --- | --- | --- | --- |",
        *(
            f"| {github(f'{problem.file}:{problem.line}')} | {github(problem.code)} "
            f"| {github(problem.message)} | {_as_cell(problem)} |"
            for problem in problems[:_MAX_IN_SUMMARY]
        ),
    ]
    if len(problems) > _MAX_IN_SUMMARY:
        lines += ["", f"{len(problems) - _MAX_IN_SUMMARY} till visas i körningens logg."]
    return "\n".join(lines) + "\n"


def _as_cell(problem: Problem) -> str:
    """What to do and the entries to paste, or as many of them as a table has room for."""
    shown, rest = problem.paste.within(_MAX_PASTED)
    block = preformatted(visible("\n".join(entry.text for entry in shown)))
    lines = [github(problem.what_to_do), f"<pre>{block}</pre>" if shown else ""]
    lines += [f"Och {len(rest)} till, som visas i körningens logg."] if rest else []
    return " ".join(filter(None, lines))


def _quoted(text: str, more: str = "") -> str:
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_json(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """The problems as a list of objects, with why each one matters; CONTRIBUTING has the keys."""
    lines = {name: _lines(text) for name, text in texts.items()}
    listed = [
        {
            "fil": visible_line(problem.file),
            "rad": problem.line,
            "kolumn": problem.column,
            "kod": problem.code,
            "allvar": severity(problem).value,
            "raden": visible("".join(lines.get(problem.file, [])[problem.line - 1 : problem.line])),
            "meddelande": visible_line(problem.message),
            "varfor": CATALOGUE[problem.code].why,
            "gor_sa_har": visible(problem.remedy),
            "klistra_in": [visible(entry.text) for entry in problem.paste.entries],
        }
        for problem in problems
    ]
    return json.dumps({"problem": listed}, ensure_ascii=False, indent=1) + "\n"


FORMATS = {"text": as_text, "github": as_github, "json": as_json}
