"""A comparison for programs: JSON."""

from __future__ import annotations

import json
from typing import Any

from generator.comparing import words
from generator.comparing.changes import Diff
from generator.comparing.facts import Fact
from generator.comparing.money import Change
from generator.comparing.sentences import field_name, plain, sentence
from generator.data.derived import Niva

FORMAT_VERSION = "1.0"
"""Of the JSON."""


def as_json(diff: Diff) -> str:
    """A comparison for programs: kronor as integers, null where no amount is stated."""
    whole = {
        "format_version": FORMAT_VERSION,
        "sammanfattning": list(words.sentences(diff)),
        "belopp": [_change_object(diff, change) for change in diff.belopp],
        "flyttade": [_change_object(diff, change) for change in diff.flyttade],
        "omdopta": [_change_object(diff, change) for change in diff.omdopta],
        "summor": [
            {
                "summa": summa.slag,
                "ar": summa.ar,
                "id": summa.id or None,
                "namn": words.sum_label(diff, summa),
                "status": summa.status.value,
                "tidigare": summa.fore_text or None,
                "nytt": summa.efter_text or None,
                "summerat": summa.is_of_parts,
                **_amounts(summa.fore_kr, summa.efter_kr),
            }
            for summa in diff.summor
        ],
        "kontroller": [
            {
                "kontroll_id": turn.kontroll.kontroll_id,
                "kontroll": turn.kontroll.namn,
                "kontrollerat": turn.kontroll.subject.namn,
                "tidigare_verdikt": turn.fore.verdikt.value if turn.fore else None,
                "nytt_verdikt": turn.efter.verdikt.value if turn.efter else None,
                "differens_kr": turn.efter.differens if turn.efter else None,
            }
            for turn in diff.kontroller
        ],
        "sidor": diff.sidor
        and {
            "tillagda": diff.sidor.tillagda,
            "borttagna": diff.sidor.borttagna,
            "flyttade": [{"fran": old, "till": new} for old, new in diff.sidor.flyttade],
        },
        "kvar": [{"fil": file, "rad": line, "text": text} for file, line, text in diff.kvar],
        "uppgifter": [_fact_object(diff, fact) for fact in diff.uppgifter],
        "ovrigt": len(diff.uppgifter),
        "rattelser": [
            {
                "fil": problem.file,
                "rad": problem.line,
                "meddelande": problem.message,
                "gor_sa_har": problem.remedy,
                "klistra_in": [entry.text for entry in problem.paste.entries],
            }
            for problem in diff.rattelser
        ],
        "liggare": list(diff.liggare),
        "olasta": list(diff.olasta),
        "fel_fore": diff.fel_fore,
        "fel": len(diff.fel),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _change_object(diff: Diff, change: Change) -> dict[str, Any]:
    how = "andrat" if change.fore and change.efter else "tillagt" if change.efter else "borttaget"
    row, omraden = change.row, diff.omraden
    now, replacer = diff.pengar.standing(row), row.liv.ersatt_av
    return {
        "rad_id": change.efter.rad_id if change.efter else None,
        "tidigare_rad_id": change.fore.rad_id if change.fore else None,
        "andring": how,
        "niva": row.niva.value,
        "namn": omraden.get(row.omrade_id, row.namn) if row.niva is Niva.OMRADE else row.namn,
        "ar": row.ar,
        "tidigare_ar": change.fore.ar if change.fore else None,
        "tidigare_status": change.fore.status.value if change.fore else None,
        "status": change.efter.status.value if change.efter else None,
        "ersatt_av": replacer.beslut_id if replacer and row.niva is Niva.BESLUT else None,
        "andrar_id": row.andrar_id or None,
        "galler_nu_kr": now.kr if now else None,
        "summerat": row.is_summed,
        "tidigare": change.fore_text or None,
        "nytt": change.efter_text or None,
        **_amounts(change.fore_kr, change.efter_kr),
    }


def _fact_object(diff: Diff, fact: Fact) -> dict[str, Any]:
    """A fact with its values as the data has them: ISO dates, ids, amounts as written."""
    return {
        "id": fact.sak.id,
        "slag": fact.sak.slag.lower(),
        "namn": fact.sak.namn,
        "falt": fact.falt or None,
        "titel": field_name(fact) if fact.path else None,
        "fore": plain(fact.fore),
        "efter": plain(fact.efter),
        "mening": sentence(diff, fact),
    }


def _amounts(fore: int | None, efter: int | None) -> dict[str, int | float | None]:
    moved = tenths(fore, efter)
    return {
        "tidigare_kr": fore,
        "nytt_kr": efter,
        "differens_kr": (efter or 0) - (fore or 0),
        "procent": None if moved is None else moved / 10,
    }


def tenths(fore: int | None, efter: int | None) -> int | None:
    """The change in tenths of a percent of before, halves away from zero."""
    if not fore or efter is None:
        return None
    change = efter - fore
    size = (abs(change) * 2000 + abs(fore)) // (2 * abs(fore))
    return size if change >= 0 else -size
