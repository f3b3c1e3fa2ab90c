"""Problems as people and programs read them: text, GitHub's annotations, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.checking.codes import CATALOGUE, is_error, severity
from generator.checking.documents import Finding, Result
from generator.data.problem import Problem
from generator.reading.register import Register
from generator.words.escaping import github, preformatted, visible

_MAX_IN_SUMMARY = 100
_MAX_PASTED = 1000
"""Problems, and characters to paste for each of them, that a summary shows."""


def as_text(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """Each problem with its line, a caret under the place, why it matters and what to do."""
    lines = {name: text.splitlines() for name, text in texts.items()}
    return "".join(_one_as_text(problem, lines.get(problem.file, [])) for problem in problems)


def _one_as_text(problem: Problem, file_lines: Sequence[str]) -> str:
    warning = "" if is_error(problem) else "varning: "
    where = f"{problem.file}:{problem.line}:{problem.column}"
    lines = [f"{where}: {problem.code}: {warning}{problem.message}"]
    shown = file_lines[problem.line - 1 : problem.line]
    if shown and shown[0].strip():
        line = shown[0].expandtabs(1)
        start = max(0, problem.column - 60)
        lines.append(f"  | {line[start : start + 100]}")
        lines.append(f"  | {' ' * (problem.column - 1 - start)}^")
    lines.append(f"  Varför: {CATALOGUE[problem.code].why}")
    if problem.remedy:  # what is to be pasted stands as it is to be pasted
        lines.append(f"  Gör så här: {problem.remedy}")
    return "\n".join(lines) + "\n\n"


def as_findings(register: Register, results: Sequence[Result]) -> Iterator[str]:
    """Each figure that is not where the data says, at the amount's place, with a suggestion."""
    for result in results:
        figure = result.figure
        if result.finding is Finding.HAR:
            continue
        file, (line, column) = register.sources[figure.place.file].locate(figure.place.path)
        said = (
            f"{figure.printed!r} ({figure.what}) står inte i {figure.kalla.avsnitt or 'handlingen'}"
        )
        if result.finding is Finding.ANNANSTANS:
            hint = f"Det står i {', '.join(result.sections)}. Rätta avsnittet."
        else:
            hint = "Det står ingenstans. Rätta beloppet, eller skriv angivet som det är tryckt."
        yield f"{file}:{line}:{column}: {said}\n  Gör så här: {hint}"


def as_github(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """Workflow commands that become annotations at the lines of a pull request."""
    return "".join(_one_as_github(problem) for problem in problems)


def _one_as_github(problem: Problem) -> str:
    level = "error" if is_error(problem) else "warning"
    where = f"file={_quoted(problem.file, ',:')},line={problem.line},col={problem.column}"
    lines = [f"{problem.message}.", f"Varför: {CATALOGUE[problem.code].why}"]
    lines += [f"Gör så här: {problem.remedy}"] if problem.remedy else []
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
    lines = {name: text.splitlines() for name, text in texts.items()}
    listed = [
        {
            "fil": problem.file,
            "rad": problem.line,
            "kolumn": problem.column,
            "kod": problem.code,
            "allvar": severity(problem).value,
            "raden": "".join(lines.get(problem.file, [])[problem.line - 1 : problem.line]),
            "meddelande": problem.message,
            "varfor": CATALOGUE[problem.code].why,
            "gor_sa_har": problem.remedy,
            "klistra_in": [entry.text for entry in problem.paste.entries],
        }
        for problem in problems
    ]
    return json.dumps({"problem": listed}, ensure_ascii=False, indent=1) + "\n"


FORMATS = {"text": as_text, "github": as_github, "json": as_json}
