"""A comparison in words: for a reviewer on GitHub, for the terminal, for programs.

Markdown is read on GitHub among other people's comments, and the data may be a stranger's:
each text from it is escaped and clipped, and the whole is kept within a comment's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.checking.codes import CATALOGUE
from generator.comparing import words
from generator.comparing.as_json import as_json, tenths
from generator.comparing.changes import MISSING_CORRECTION, Diff, Turn
from generator.comparing.pictures import Picture
from generator.comparing.sentences import sentence
from generator.data.derived import Niva
from generator.data.problem import Entry, Problem
from generator.publishing import addresses
from generator.reading.register import ADRESSER, LEDGER
from generator.reading.versions import VERSIONER
from generator.reckoning.corrections import RATTELSER
from generator.words import labels
from generator.words.escaping import github, visible
from generator.words.swedish import NBSP, capitalised, count, kronor, number, signed_kronor

MAX_LENGTH = 60_000
"""Characters of Markdown; GitHub refuses a comment of more than 65 536."""

_MAX_ERRORS = 10
_MAX_MESSAGE = 400
_MAX_PASTED = 1000
"""Characters of what is said of an error, and of what is to be pasted for it."""
_MAX_TO_DO = 20_000
"""Characters of all errors together, and of all corrections, so that the comment has room."""
_MAX_NAMED = 3000
"""Characters of the names of what is left out."""
_MAX_NAME = 600
"""Characters of one of them; an id with all its parts is shorter."""


class Block(NamedTuple):
    """A part of the comparison: a heading, and a table or lines of text."""

    heading: str
    columns: tuple[str, ...]
    """The table's headings; empty for lines."""
    numbers: int
    """How many of the columns, the last ones, hold numbers, which are aligned to the right."""
    rows: Sequence[tuple[str, ...]]


def as_markdown(diff: Diff) -> str:
    """A comment for the reviewer: first what it comes to in words, what to do, then the tables."""
    text = github(" ".join(words.sentences(diff)))
    right = f"\n\n{_RIGHT}" if diff.moves_money else f" {_RIGHT}"
    right += _ASKED if diff.kvar or any(words.unstated(diff)) else ""
    text += _to_do(diff) or right
    left = 0
    for block in blocks(diff):
        head = [f"\n\n#### {block.heading}\n"]
        if block.columns:
            texts = len(block.columns) - block.numbers
            head.append(f"| {' | '.join(block.columns)} |")
            head.append(f"| {' | '.join(['---'] * texts + ['---:'] * block.numbers)} |")
        lines = [_md_line(block, row) for row in block.rows]
        shown = _fitting(lines, MAX_LENGTH - len(text) - len("\n".join(head)) - 500)
        left += len(lines) - shown
        if shown:
            text += "\n".join([*head, *lines[:shown]])
    if left:
        text += f"\n\n{number(left)} rader till får inte plats här. Kör `tilldelat diff` för alla."
    return f"{text}{_closing(diff)}\n"


def as_text(diff: Diff) -> str:
    """The same for the terminal, its tables in columns."""
    parts = [" ".join(words.sentences(diff))]
    for block in blocks(diff):
        rows = [block.columns] if block.columns else []
        # Lines are our own words, with what is quoted in them of a greatest length already.
        rows += [tuple(map(words.clip, row)) if block.columns else row for row in block.rows]
        widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        texts = len(widths) - block.numbers
        align = [str.ljust] * texts + [str.rjust] * block.numbers
        lines = [
            "  ".join(to(cell, width) for to, cell, width in zip(align, row, widths, strict=True))
            for row in rows
        ]
        parts.append("\n".join([f"\n{block.heading}", *(f"  {line.rstrip()}" for line in lines)]))
    if diff.rattelser:
        parts.append(f"\n{_needed(diff)}")
    parts += [f"\n{problem.message}\n{problem.remedy}" for problem in diff.rattelser]
    if diff.fel:
        parts.append(f"\n{_errors(diff.fel)} Kör tilldelat check för att se dem.")
    if diff.liggare:
        parts.append(f"\n{_LEDGER_CHANGED} {_rewritten(diff)}")
    return "\n".join(parts) + _closing(diff) + "\n"


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def blocks(diff: Diff) -> list[Block]:
    """The tables and lists that have something to say."""
    money = ("Före", "Efter", "Ändring", "%")
    verdicts = ("Kontroll", "Gäller", "Före", "Efter", "Skillnad nu")
    turns = list(_turn_rows(diff))
    every = [
        Block("Belopp", ("Post", "Ingår i", *money), 4, list(_change_rows(diff))),
        Block("Summor som ändras", ("Summa", "Status", *money), 4, list(_sum_rows(diff))),
        *(_drawn(diff, picture) for picture in diff.bilder),
        Block("Kontroller som ändras", verdicts, 1, turns),
        _list("Andra kontroller" if turns else "Kontroller", _quiet_turns(diff.kontroller)),
        Block("Nya id för samma sak", ("Post", "Före", "Efter"), 0, list(_renamed_rows(diff))),
        _list(
            "Andra uppgifter som ändras",
            (sentence(diff, fact) for fact in words.listed(diff)),
        ),
        _list(
            "Vad som räknas på annat sätt",
            (words.moved_sentence(diff, change) for change in words.listed_moves(diff)),
        ),
        _list("Sidor", _page_lines(diff)),
        _list(
            "Det tidigare beloppet står kvar här. Stämmer det?",
            (f"{file}, rad {line}: {words.clip(text)}" for file, line, text in diff.kvar),
        ),
        _list("Saknas i det nya beslutet. Står det i handlingen?", words.unstated(diff)),
    ]
    return [block for block in every if block.rows]


def _drawn(diff: Diff, picture: Picture) -> Block:
    """A picture, as a table of bars and what they are of."""
    rows = [
        (words.picture_line(diff, picture, line), line.bar, kronor(line.kr))
        for line in picture.lines()
    ]
    return Block(words.picture_heading(diff, picture), ("Del", "Bild", "Belopp"), 1, rows)


def _list(heading: str, lines: Iterable[str]) -> Block:
    return Block(heading, (), 0, [(line,) for line in lines])


def _is_quiet(turn: Turn) -> bool:
    """Whether a check is new or gone and simply agrees."""
    return turn.kontroll.verdikt in words.AGREES and not (turn.fore and turn.efter)


def _change_rows(diff: Diff) -> Iterator[tuple[str, ...]]:
    for change in diff.belopp:
        how = "" if change.fore and change.efter else " (ny)" if change.efter else " (borttagen)"
        row = change.row
        around = "" if row.niva is Niva.BESLUT else row.beslut.beslut_id
        if row.niva not in {Niva.BESLUT, Niva.OMRADE} and row.omrade_id:
            around = f"{diff.omraden.get(row.omrade_id, row.omrade_id)}, {around}"
        stated = change.fore_text or "–", change.efter_text or "–"
        moved = _money(change.fore_kr, change.efter_kr)[2:]
        yield f"{words.short(diff, row)}{how}", around, *stated, *moved


def _sum_rows(diff: Diff) -> Iterator[tuple[str, ...]]:
    for summa in diff.summor:
        status = labels.STATUS[summa.status].etikett
        stated = summa.fore_text or "–", summa.efter_text or "–"
        moved = _money(summa.fore_kr, summa.efter_kr)[2:]
        yield words.sum_label(diff, summa), status, *stated, *moved


def _turn_rows(diff: Diff) -> Iterator[tuple[str, ...]]:
    for turn in diff.kontroller:
        if _is_quiet(turn):
            continue
        subject = words.short(diff, turn.kontroll.subject)
        difference = turn.efter.differens if turn.efter else None
        shown = signed_kronor(difference) if difference is not None else "–"
        verdicts = words.outcome(turn.fore), words.outcome(turn.efter)
        yield diff.ordval.kontroll[turn.kontroll.kontroll], subject, *verdicts, shown


def _renamed_rows(diff: Diff) -> Iterator[tuple[str, ...]]:
    for change in diff.omdopta:
        if change.fore:
            yield words.short(diff, change.row), change.fore.rad_id, change.row.rad_id


def _quiet_turns(turns: Sequence[Turn]) -> Iterator[str]:
    """How many checks came and went that simply agree."""
    agree = [turn for turn in turns if _is_quiet(turn)]
    new = sum(turn.fore is None for turn in agree)
    gone = len(agree) - new
    if new:
        yield f"{capitalised(count(new, 'ny kontroll', 'nya kontroller'))} stämmer."
    if gone:
        noun = count(gone, "kontroll", "kontroller")
        yield f"{capitalised(noun)} som stämde görs inte längre."


def _page_lines(diff: Diff) -> Iterator[str]:
    if diff.sidor is None:
        return
    yield from (f"Flyttas: {old} till {new}" for old, new in diff.sidor.flyttade)
    yield from (f"Ny: {address}" for address in diff.sidor.tillagda)
    yield from (f"Försvinner: {address}" for address in diff.sidor.borttagna)


def _to_do(diff: Diff) -> str:
    """What must be put right before the change can be published, in Markdown; else nothing."""
    text = ""
    if diff.liggare:
        text += f"\n\n**{_LEDGER_CHANGED}** {github(_rewritten(diff))}"
    others = [problem for problem in diff.fel if problem.code != MISSING_CORRECTION]
    if others:
        where = "Det står också vid sin rad" if len(others) == 1 else "De står också vid sina rader"
        text += f"\n\n**{_errors(others)}** {where}, under ”Files changed”.\n\n"
        items = [_error_item(diff, problem) for problem in others[:_MAX_ERRORS]]
        shown = _fitting(items, _MAX_TO_DO)
        text += "\n".join(items[:shown])
        if left := len(others) - shown:
            named = _named([f"{problem.file}:{problem.line}" for problem in others[shown:]])
            text += f"\n\nOch {number(left)} till: {named}. Börja med det första: ett fel "
            text += "kan leda till flera, som försvinner med det."
    return text + _corrections(diff)


def _error_item(diff: Diff, problem: Problem) -> str:
    """An error as an entry of a list: place, what it is, why it matters and what to do."""
    where = github(f"{problem.file}, rad {problem.line}")
    code = problem.code
    if diff.guide:
        code = f"[{code}]({diff.guide}{addresses.kod(code)})"
    said = github(words.clip(problem.message, _MAX_MESSAGE))
    text = f"- {where}: {said} ({code})\n  {github(CATALOGUE[problem.code].why)}"
    if problem.what_to_do:
        text += f"\n  **Gör så här:** {github(words.clip(problem.what_to_do, _MAX_MESSAGE))}"
    shown, rest = problem.paste.within(_MAX_PASTED)
    text += _fenced(shown, "  ")
    return text + (
        f"\n\n  {_left_out(rest, _MAX_PASTED)} Kör `tilldelat check` för alla." if rest else ""
    )


def _corrections(diff: Diff) -> str:
    """The corrections that are needed: what is said of each, and whole entries to paste."""
    if not diff.rattelser:
        return ""
    said = []
    for problem in diff.rattelser:
        message, hint = (words.clip(text, _MAX_MESSAGE) for text in (problem.message, problem.hint))
        said.append(f"- {github(f'{message}. {hint}')}")
    told = _fitting(said, _MAX_TO_DO // 2)
    text = "\n".join([f"\n\n**{_needed(diff)}**\n", *said[:told]])
    if len(said) > told:
        text += f"\n- Och {number(len(said) - told)} till."
    shown, rest = diff.paste.within(_MAX_TO_DO // 2)
    if shown:
        text += f"\n\nAnnars: lägg till det här sist i {RATTELSER} och skriv orsaken i stället "
        text += f"för …{_fenced(shown, '')}"
    if rest:
        text += f"\n\n{_left_out(rest)} De visas när de första är inlagda; "
        text += "`tilldelat ratta` skriver alla på en gång."
    return text


def _left_out(entries: Sequence[Entry], room: int = _MAX_NAMED) -> str:
    """How many entries there is no room for, and which: `Och 13 till får inte plats här: …`."""
    named = _named([entry.namn for entry in entries], room)
    return f"Och {number(len(entries))} till får inte plats här: {named}."


def _named(names: Sequence[str], room: int = _MAX_NAMED) -> str:
    """As many names as there is room for, and how many more there are."""
    first = [words.clip(name, _MAX_NAME) for name in names[:room]]
    shown = max(1, _fitting(list(map(github, first)), room))
    return github(words.first_of([*first, *names[room:]], shown))


def _needed(diff: Diff) -> str:
    said = count(len(diff.paste.entries), "rättelse behövs", "rättelser behövs")
    return f"{capitalised(said)} i {RATTELSER}."


def _errors(errors: Sequence[Problem]) -> str:
    many = count(len(errors), "fel", "fel", of_neuter=True)
    return f"{capitalised(many)} behöver rättas innan förslaget kan publiceras."


_RIGHT = "Kontrollen hittade inga fel. Förslaget kan granskas."
_ASKED = " Läs först frågan längst ner."
_LEDGER_CHANGED = "Listan över det som är publicerat är ändrad."


def _rewritten(diff: Diff) -> str:
    return (
        f"Bara tilldelat publicera skriver i {LEDGER}, {ADRESSER} och {VERSIONER}. "
        f"Ta tillbaka raderna om {words.first_of(diff.liggare)}."
    )


def _closing(diff: Diff) -> str:
    """What the reader must know last: what is left out."""
    lines = []
    if diff.fel_fore:
        lines.append(f"Det som jämförs med har {number(diff.fel_fore)} fel.")
    if diff.sidor is None:
        lines.append("Vilka sidor som kommer till eller försvinner visas när felen är rättade.")
    return "".join(f"\n\n{line}" for line in lines)


def _money(fore: int | None, efter: int | None) -> tuple[str, str, str, str]:
    """Before, now, the change in kronor and in percent of before."""
    change = (efter or 0) - (fore or 0)
    moved = tenths(fore, efter)
    percent = _percent(moved) if moved is not None else "–"
    return (
        kronor(fore) if fore is not None else "–",
        kronor(efter) if efter is not None else "–",
        signed_kronor(change) if change else "–",
        f"mindre än 0,1{NBSP}%" if change and moved == 0 else percent,
    )


def _percent(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else "±"
    return f"{sign}{number(whole)},{tenth}{NBSP}%"


def _md_line(block: Block, row: tuple[str, ...]) -> str:
    if not block.columns:  # our own words, and ids and addresses, which have a greatest length
        return f"- {github(row[0])}"
    return f"| {' | '.join(github(words.clip(cell)) for cell in row)} |"


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many of the lines fit in so many characters."""
    return sum(used <= room for used in accumulate(len(line) + 1 for line in lines))


def _fenced(entries: Sequence[Entry], indent: str) -> str:
    """Entries as they are to be pasted, whatever they hold; nothing where there are none."""
    if not entries:
        return ""
    block = visible("\n".join(entry.text for entry in entries))
    longest = max((len(run) for run in re.findall("`+", block)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n" + "".join(f"\n{indent}{line}" for line in [fence, *block.splitlines(), fence])
