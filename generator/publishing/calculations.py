"""How an amount was calculated from a frame, in plain Swedish that can be followed by hand."""

from __future__ import annotations

from generator.reckoning.kontroll import Kontroll
from generator.words import labels
from generator.words.swedish import (
    exact_kronor,
    in_running_text,
    kronor,
    number,
    percent,
    signed_kronor,
)


def steps(check: Kontroll) -> list[str]:
    """A calculated amount step by step, each step a line that the reader can follow by hand.

    Empty where nothing could be calculated, or where the share was derived from this amount.
    """
    how = check.formel
    if how is None or how.andel is None or how.hinder or how.ram.belopp is None:
        return []
    lines = []
    to_share = kronor(how.ram.belopp.kr)
    if how.utom_ram and how.utom_ram.belopp:
        to_share += f" − {kronor(how.utom_ram.belopp.kr)}"
    if how.grundbelopp:
        to_share += f" − {how.antal} × {kronor(how.grundbelopp)}"
    if how.utom_ram or how.grundbelopp:
        lines.append(f"Att fördela efter nyckeln: {to_share} = {kronor(how.att_dela)}.")
    share = how.andel * how.att_dela
    fraction = f"{number(how.taljare)} ÷ {number(how.namnare)}"
    lines.append(f"Andelen av det: {kronor(how.att_dela)} × {fraction} = {exact_kronor(share)}.")
    added = [kronor(amount) for amount in (how.tillagg, how.grundbelopp) if amount]
    if added:
        terms = " + ".join([*added, exact_kronor(share)])
        lines.append(f"Med det som kommer till: {terms} = {exact_kronor(how.exakt or share)}.")
    rounding = labels.AVRUNDNING[how.nyckel.avrundning]
    lines.append(f"Avrundat {rounding}: {kronor(check.beraknat or 0)}.")
    stated = f"Handlingen anger {labels.stated(check.angivet)}" if check.angivet else ""
    if check.angivet and how.utom_belopp and how.utom_belopp.belopp:
        whole = kronor(check.angivet.kr + how.utom_belopp.belopp.kr)
        stated = (
            f"Handlingen anger {whole}. Utan {kronor(how.utom_belopp.belopp.kr)} till "
            f"{in_running_text(how.utom_belopp.namn)} blir det {kronor(check.angivet.kr)}"
        )
    if stated:
        lines.append(f"{stated}. Skillnaden är {signed_kronor(check.differens or 0)}.")
    return lines


def derived_share(check: Kontroll) -> str:
    """How a share was found backwards from one amount: what was divided by what."""
    how = check.formel
    if how is None or how.andel is None or check.angivet is None:
        return ""
    added = "".join(f" − {kronor(amount)}" for amount in (how.tillagg, how.grundbelopp) if amount)
    name = f"{in_running_text(check.subject.namn)} {check.subject.beslut.ar}"
    less = f" (det är {kronor(check.angivet.kr)}{added})" if added else ""
    return (
        f"{kronor(how.taljare)} till {name}{less} ÷ {kronor(how.namnare)} = "
        f"{percent(how.taljare, how.namnare, 5)}, avrundat."
    )
