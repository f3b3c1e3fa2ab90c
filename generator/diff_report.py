"""A comparison in words: for a reviewer on GitHub, for the terminal, for programs.

Markdown is read on GitHub among other people's comments, and the data may be a stranger's:
each text from it is escaped and clipped, and the whole is kept within a comment's length.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from generator.diff import Change, Diff, Summa, Turn
from generator.fields import Status
from generator.load import LEDGER
from generator.markup import github, visible
from generator.model import Beslut
from generator.problem import Problem
from generator.reconcile import Jamforelse, Kontroll, Verdikt
from generator.rows import Niva, Row
from generator.swedish import NBSP, capitalised, count, kronor, listing, number, signed_kronor
from generator.templates import KONTROLL_LABELS, STATUS_LABELS, VERDIKT_LABELS

FORMAT_VERSION = "1.0"
"""Of the JSON."""
MAX_LENGTH = 60_000
"""Characters of Markdown; GitHub refuses a comment of more than 65 536."""

_MAX_SENTENCES = 3
_MAX_TEXT = 120
"""Characters of a text from the data that are shown."""
_MAX_CORRECTIONS = 20

_RANK = list(Niva)
_NOUNS = {
    Niva.DELOMRADE: "delområdet",
    Niva.VARAV: "varav-beloppet",
    Niva.INSATS: "insatsen",
    Niva.DELPOST: "delposten",
    Niva.AKTIVITET: "aktiviteten",
    Niva.RAM: "ramen",
}
_WHOLES = {
    Niva.BESLUT: "beslutets summa",
    Niva.OMRADE: "områdets summa",
    Niva.INSATS: "insatsens summa",
    Niva.RAM: "ramens summa",
}
_PARTS = {
    "omraden": "områdenas summa",
    "delomraden": "delområdenas summa",
    "insatser": "insatsernas summa",
    "delposter": "delposternas summa",
    "ram": "delarnas summa",
    "planeringsram": "delarnas summa",
}
_NOW = {
    Verdikt.AVVIKER: "avviker nu",
    Verdikt.INOM_AVRUNDNING: "avviker nu inom avrundningen",
    Verdikt.OFULLSTANDIG: "är nu ofullständig",
    Verdikt.KAN_INTE_KONTROLLERAS: "kan nu inte göras",
    Verdikt.STAMMER: "stämmer nu",
    Verdikt.FORKLARAS: "stämmer nu",
    Verdikt.FORKLARAS_INTE: "stämmer inte längre",
}
_AGREES = {Verdikt.STAMMER, Verdikt.FORKLARAS}


class Block(NamedTuple):
    """A part of the comparison: a heading, and a table or lines of text."""

    heading: str
    columns: tuple[str, ...]
    """The table's headings; a closing `>` aligns to the right. Empty for lines."""
    rows: Sequence[tuple[str, ...]]


def as_markdown(diff: Diff) -> str:
    """A comment for the reviewer: first what it comes to in words, then the tables."""
    text = github(" ".join(sentences(diff)))
    left = 0
    for block in blocks(diff):
        head = [f"\n\n#### {block.heading}\n"]
        if block.columns:
            names = [name.rstrip(">") for name in block.columns]
            head.append(f"| {' | '.join(names)} |")
            rule = ["---:" if name.endswith(">") else "---" for name in block.columns]
            head.append(f"| {' | '.join(rule)} |")
        lines = [_md_line(block, row) for row in block.rows]
        shown = _fitting(lines, MAX_LENGTH - len(text) - len("\n".join(head)) - 500)
        left += len(lines) - shown
        if shown:
            text += "\n".join([*head, *lines[:shown]])
    if left:
        text += f"\n\n{number(left)} rader till får inte plats här. Kör `tilldelat diff` för alla."
    text += _needed(diff)
    for problem in diff.rattelser[:_MAX_CORRECTIONS]:
        fenced = _fenced(problem)
        text += fenced if len(text) + len(fenced) < MAX_LENGTH else ""
    return f"{text}{_closing(diff, '**')}\n"


def as_text(diff: Diff) -> str:
    """The same for the terminal, its tables in columns."""
    parts = [" ".join(sentences(diff))]
    for block in blocks(diff):
        rows = [tuple(name.rstrip(">") for name in block.columns)] if block.columns else []
        rows += [tuple(map(_clip, row)) for row in block.rows]
        widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        right = [name.endswith(">") for name in block.columns] or [False]
        lines = [
            "  ".join(
                cell.rjust(width) if to_right else cell.ljust(width)
                for cell, width, to_right in zip(row, widths, right, strict=True)
            ).rstrip()
            for row in rows
        ]
        parts.append("\n".join([f"\n{block.heading}", *(f"  {line}" for line in lines)]))
    parts += filter(None, [_needed(diff)[1:]])
    parts += [f"\n{one.message}\n{one.hint}" for one in diff.rattelser]
    return "\n".join(parts) + _closing(diff, "") + "\n"


def as_json(diff: Diff) -> str:
    """The same for programs: kronor as integers, null where no amount is stated."""
    whole = {
        "format_version": FORMAT_VERSION,
        "sammanfattning": list(sentences(diff)),
        "belopp": [_change_object(one, diff.omraden) for one in diff.belopp],
        "flyttade": [_change_object(one, diff.omraden) for one in diff.flyttade],
        "omdopta": [_change_object(one, diff.omraden) for one in diff.omdopta],
        "summor": [
            {
                "summa": one.slag,
                "ar": one.ar,
                "id": one.id or None,
                "namn": _sum_label(diff, one),
                "status": one.status.value,
                **_amounts(one.fore_kr, one.efter_kr),
            }
            for one in diff.summor
        ],
        "kontroller": [
            {
                "kontroll_id": one.kontroll.kontroll_id,
                "kontroll": one.kontroll.namn,
                "kontrollerat": one.kontroll.subject.namn,
                "tidigare_verdikt": one.fore.verdikt.value if one.fore else None,
                "nytt_verdikt": one.efter.verdikt.value if one.efter else None,
                "differens_kr": one.efter.differens if one.efter else None,
            }
            for one in diff.kontroller
        ],
        "sidor": diff.sidor
        and {
            "tillagda": diff.sidor.tillagda,
            "borttagna": diff.sidor.borttagna,
            "flyttade": [{"fran": old, "till": new} for old, new in diff.sidor.flyttade],
        },
        "ovrigt": diff.ovrigt,
        "rattelser": [
            {"fil": one.file, "rad": one.line, "meddelande": one.message, "gor_sa_har": one.hint}
            for one in diff.rattelser
        ],
        "liggare": list(diff.liggare),
        "olasta": list(diff.olasta),
        "fel_fore": diff.fel_fore,
        "fel": diff.fel,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def sentences(diff: Diff) -> Iterator[str]:
    """What the change comes to, the largest first, in a sentence or a few."""
    others = count(diff.ovrigt, "annan uppgift", "andra uppgifter")
    if not diff.moves_money:
        if diff.ovrigt:
            yield f"Inga summor ändras. {capitalised(others)} ändras."
        else:
            yield "Inga belopp och inga summor ändras."
        return
    yield from (_moved_sentence(diff, one) for one in diff.flyttade[:_MAX_SENTENCES])
    tops = sorted(_tops(diff), key=lambda one: (_RANK.index(one.row.niva), -abs(one.differens)))
    about = _turned_by_row(diff.kontroller)
    for one in tops[:_MAX_SENTENCES]:
        told = _turns_clause(one.row, about.get(one.row.rad_id, ()))
        yield f"{_change_sentence(diff, one)}{told}."
    if (more := len(tops) - _MAX_SENTENCES) > 0:
        yield f"Ytterligare {count(more, 'post', 'poster')} ändras, enligt tabellen."
    if not tops and not diff.flyttade:
        yield "Inga belopp ändras, men summor gör det, enligt tabellen."
    if diff.ovrigt and not tops:  # what comes or goes brings other facts with it
        yield f"{capitalised(others)} ändras."


def _tops(diff: Diff) -> list[Change]:
    """Changes that are told of in words: what comes or goes with something larger is not."""
    ids = {one.row.rad_id for one in diff.belopp if one.fore is None or one.efter is None}
    return [
        one
        for one in diff.belopp
        if one.row.overordnad_id not in ids
        and not (one.row.niva is Niva.RAM and one.row.beslut.beslut_id in ids)
    ]


def _moved_sentence(diff: Diff, one: Change) -> str:
    fore, efter = (one.fore or one.row).beslut, one.row.beslut
    amount = kronor(one.efter_kr) if one.efter_kr is not None else "Pengar utan angivet belopp"
    if fore.status is not efter.status:
        if efter.status is Status.BESLUTAD:
            how = f"är nu beslutat: {amount} räknas som beslutat i stället för föreslaget"
        else:
            how = f"är nu ett förslag: {amount} räknas som föreslaget i stället för beslutat"
    elif fore.ar != efter.ar:
        how = f"flyttas: {amount} räknas till {efter.ar} i stället för {fore.ar}"
    else:
        names = [_clip(diff.satsningar.get(id_, id_)) for id_ in (efter.satsning, fore.satsning)]
        how = f"byter satsning: {amount} räknas till {names[0]} i stället för {names[1]}"
    return f"{_quoted(fore)} {how}."


def _change_sentence(diff: Diff, one: Change) -> str:
    what = capitalised(_label(diff.omraden, one.row))
    fore, efter = one.fore_kr, one.efter_kr
    if one.fore is None:
        return (
            f"{what} läggs till{f' med {kronor(efter)}' if efter is not None else ' utan belopp'}"
        )
    if one.efter is None:
        return f"{what} tas bort{f' ({kronor(fore)})' if fore is not None else ', utan belopp'}"
    if fore is None and efter is not None:
        return f"{what} får ett belopp, {kronor(efter)}"
    if efter is None and fore is not None:
        return f"{what} har inte längre något belopp, tidigare {kronor(fore)}"
    verb = "ökar" if one.differens > 0 else "minskar"
    return f"{what} {verb} med {kronor(abs(one.differens))} till {kronor(efter or 0)}"


def _turned_by_row(turns: Sequence[Turn]) -> Mapping[str, list[Kontroll]]:
    """The checks that came out otherwise, by each row whose amount is in them."""
    found = defaultdict(list)
    for one in turns:
        if one.efter and one.fore and one.fore.verdikt is not one.efter.verdikt:
            for row in (one.efter.subject, *one.efter.parts):
                found[row.rad_id].append(one.efter)
    return found


def _turns_clause(row: Row, turned: Sequence[Kontroll]) -> str:
    """`; kontrollen mot beslutets summa avviker nu`."""
    by_verdict: dict[Verdikt, list[str]] = defaultdict(list)
    for one in turned:
        what = _check_phrase(one, row)
        if what not in by_verdict[one.verdikt]:
            by_verdict[one.verdikt].append(what)
    clauses = [f"{listing(names)} {_NOW[verdict]}" for verdict, names in by_verdict.items()]
    return f"; {listing(clauses)}" if clauses else ""


def _check_phrase(one: Kontroll, row: Row) -> str:
    if one.kontroll == "upprepning":
        return "kontrollen mot samma belopp på ett annat ställe"
    if one.kontroll == "formel":
        return "beräkningen ur ramen"
    if one.jamforelse is Jamforelse.HOGST:
        return "kontrollen att delen ryms i helheten"
    if one.subject.rad_id == row.rad_id:
        return f"kontrollen mot {_PARTS.get(one.kontroll, 'delarnas summa')}"
    return f"kontrollen mot {_WHOLES.get(one.subject.niva, 'helhetens summa')}"


def blocks(diff: Diff) -> Iterator[Block]:
    """The tables that have something to say."""
    money = ("Före>", "Efter>", "Ändring>", "%>")
    if diff.belopp:
        rows = [_change_row(diff, one) for one in diff.belopp]
        yield Block("Belopp", ("Post", "Ingår i", *money), rows)
    if diff.summor:
        rows = [
            (_sum_label(diff, one), STATUS_LABELS[one.status], *_money(one.fore_kr, one.efter_kr))
            for one in diff.summor
        ]
        yield Block("Summor som ändras", ("Summa", "Status", *money), rows)
    told = [
        one
        for one in diff.kontroller
        if (one.fore and one.efter) or one.kontroll.verdikt not in _AGREES
    ]
    if told:
        rows = [_turn_row(diff, one) for one in told]
        columns = ("Kontroll", "Gäller", "Före", "Efter", "Skillnad nu>")
        yield Block("Kontroller som ändras", columns, rows)
    quiet = list(_quiet_turns(diff.kontroller))
    if quiet:
        yield Block("Andra kontroller" if told else "Kontroller", (), quiet)
    if diff.omdopta:
        rows = [
            (_short(diff, one.row), one.fore.rad_id, one.row.rad_id)
            for one in diff.omdopta
            if one.fore
        ]
        yield Block("Nya id för samma sak", ("Post", "Före", "Efter"), rows)
    pages = list(_page_lines(diff))
    if pages:
        yield Block("Sidor", (), pages)


def _change_row(diff: Diff, one: Change) -> tuple[str, ...]:
    how = "" if one.fore and one.efter else " (ny)" if one.efter else " (borttagen)"
    row = one.row
    around = "" if row.niva is Niva.BESLUT else row.beslut.beslut_id
    if row.niva not in {Niva.BESLUT, Niva.OMRADE} and row.omrade_id:
        around = f"{diff.omraden.get(row.omrade_id, row.omrade_id)}, {around}"
    return (f"{_short(diff, row)}{how}", around, *_money(one.fore_kr, one.efter_kr))


def _turn_row(diff: Diff, one: Turn) -> tuple[str, ...]:
    difference = one.efter.differens if one.efter else None
    return (
        KONTROLL_LABELS[one.kontroll.kontroll],
        _short(diff, one.kontroll.subject),
        VERDIKT_LABELS[one.fore.verdikt] if one.fore else "–",
        VERDIKT_LABELS[one.efter.verdikt] if one.efter else "–",
        signed_kronor(difference) if difference is not None else "–",
    )


def _quiet_turns(turns: Sequence[Turn]) -> Iterator[tuple[str]]:
    """How many checks came and went that simply agree."""
    agree = [one for one in turns if one.kontroll.verdikt in _AGREES]
    new = sum(one.fore is None for one in agree)
    gone = sum(one.efter is None for one in agree)
    if new:
        yield (f"{capitalised(count(new, 'ny kontroll', 'nya kontroller'))} stämmer.",)
    if gone:
        noun = count(gone, "kontroll", "kontroller")
        yield (f"{capitalised(noun)} som stämde görs inte längre.",)


def _page_lines(diff: Diff) -> Iterator[tuple[str]]:
    if diff.sidor is None:
        return
    for old, new in diff.sidor.flyttade:
        yield (f"Flyttas: {old} till {new}",)
    for address in diff.sidor.tillagda:
        yield (f"Ny: {address}",)
    for address in diff.sidor.borttagna:
        yield (f"Försvinner: {address}",)


def _needed(diff: Diff) -> str:
    if not diff.rattelser:
        return ""
    said = count(len(diff.rattelser), "rättelse behövs", "rättelser behövs")
    return f"\n\n{capitalised(said)} i content/data/rattelser.yml."


def _closing(diff: Diff, strong: str) -> str:
    """What the reader must know last: what is left out, and what stops the build."""
    lines = []
    if diff.liggare:
        names = _first_ten(diff.liggare, strong)
        lines.append(
            f"{strong}Listan över publicerade belopp är ändrad.{strong} Bara tilldelat publicera "
            f"skriver i {LEDGER}. Ta tillbaka raderna om {names}."
        )
    if diff.olasta:
        names = _first_ten(diff.olasta, strong)
        lines.append(f"Går inte att läsa och är inte med i jämförelsen: {names}.")
    if diff.fel_fore:
        lines.append(f"Det som jämförs med har {number(diff.fel_fore)} fel.")
    if diff.fel:
        shown = f"{strong}{number(diff.fel)} fel stoppar bygget.{strong}"
        lines.append(f"{shown} Kör tilldelat check för att se dem.")
    if diff.sidor is None:
        lines.append("Vilka sidor som ändras går inte att säga förrän felen är rättade.")
    return "".join(f"\n\n{line}" for line in lines)


def _first_ten(ids: Sequence[str], strong: str) -> str:
    names = listing([_clip(one) for one in ids[:10]])
    more = f" och {number(len(ids) - 10)} till" if len(ids) > 10 else ""
    return f"{github(names) if strong else names}{more}"


def _label(omraden: Mapping[str, str], row: Row) -> str:
    """What a row is called in running text: `2023 Nära vård`, `insatsen ”Fler hembesök” 2023`."""
    ar = row.beslut.ar
    if row.niva is Niva.BESLUT:
        return _quoted(row.beslut)
    if row.niva is Niva.OMRADE:
        return f"{ar} {_clip(omraden.get(row.omrade_id, row.namn))}"
    return f"{_NOUNS[row.niva]} ”{_clip(row.namn)}” {ar}"


def _short(diff: Diff, row: Row) -> str:
    """What a row is called in a table's cell."""
    if row.niva is Niva.BESLUT:
        return f"{_noun(row.beslut)} {row.beslut.beslut_id}"
    return capitalised(_label(diff.omraden, row))


def _quoted(beslut: Beslut) -> str:
    return f"{_noun(beslut)} ”{_clip(beslut.titel)}” ({beslut.beslut_id})"


def _noun(beslut: Beslut) -> str:
    return "Beslutet" if beslut.status is Status.BESLUTAD else "Förslaget"


def _sum_label(diff: Diff, one: Summa) -> str:
    if one.slag == "omrade":
        return f"{one.ar} {_clip(diff.omraden.get(one.id, one.id))}"
    if one.slag == "satsning":
        return f"Satsningen {_clip(diff.satsningar.get(one.id, one.id))}"
    return f"Året {one.ar}"


def _money(fore: int | None, efter: int | None) -> tuple[str, str, str, str]:
    """Before, now, the change in kronor and in percent of before."""
    change = (efter or 0) - (fore or 0)
    tenths = _tenths(fore, efter)
    return (
        kronor(fore) if fore is not None else "–",
        kronor(efter) if efter is not None else "–",
        signed_kronor(change) if change else "–",
        _percent(tenths) if tenths is not None else "–",
    )


def _tenths(fore: int | None, efter: int | None) -> int | None:
    """The change in tenths of a percent of before, halves away from zero."""
    if not fore or efter is None:
        return None
    change = efter - fore
    size = (abs(change) * 2000 + abs(fore)) // (2 * abs(fore))
    return size if change >= 0 else -size


def _percent(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else "±"
    return f"{sign}{number(whole)},{tenth}{NBSP}%"


def _change_object(one: Change, omraden: Mapping[str, str]) -> dict[str, Any]:
    how = "andrat" if one.fore and one.efter else "tillagt" if one.efter else "borttaget"
    row = one.row
    return {
        "rad_id": one.efter.rad_id if one.efter else None,
        "tidigare_rad_id": one.fore.rad_id if one.fore else None,
        "andring": how,
        "niva": row.niva.value,
        "namn": omraden.get(row.omrade_id, row.namn) if row.niva is Niva.OMRADE else row.namn,
        "ar": row.beslut.ar,
        "tidigare_status": one.fore.beslut.status.value if one.fore else None,
        "status": one.efter.beslut.status.value if one.efter else None,
        **_amounts(one.fore_kr, one.efter_kr),
    }


def _amounts(fore: int | None, efter: int | None) -> dict[str, int | float | None]:
    tenths = _tenths(fore, efter)
    return {
        "tidigare_kr": fore,
        "nytt_kr": efter,
        "differens_kr": (efter or 0) - (fore or 0),
        "procent": None if tenths is None else tenths / 10,
    }


def _clip(text: str) -> str:
    text = visible(" ".join(text.split()))
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…"


def _md_line(block: Block, row: tuple[str, ...]) -> str:
    cells = [github(_clip(cell)) for cell in row]
    return f"| {' | '.join(cells)} |" if block.columns else f"- {cells[0]}"


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many of the lines fit in so many characters."""
    return sum(used <= room for used in accumulate(len(line) + 1 for line in lines))


def _fenced(problem: Problem) -> str:
    """A correction that is needed, with the block to paste as it is to be pasted."""
    longest = max((len(run) for run in re.findall("`+", problem.hint)), default=0)
    fence = "`" * max(3, longest + 1)
    first, _, block = visible(problem.hint).partition("\n")
    said = f"\n\n{github(problem.message)}. {github(first)}"
    return f"{said}\n\n{fence}\n{block}\n{fence}" if block else said
