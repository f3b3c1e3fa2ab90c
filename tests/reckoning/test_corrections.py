"""What readers were told against what the data says, and the corrections between them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.judge import judge
from generator.publishing import addresses
from generator.publishing.feeds import render
from generator.publishing.publication import publish
from generator.reading import ledger
from generator.reading.load import load
from generator.reckoning import corrections
from generator.reckoning.corrections import (
    missing_corrections,
    published_corrections,
    with_corrections,
)
from generator.reckoning.rows import register_rows
from tests.smallest import (
    BESLUT,
    FRAME_AND_PRICE,
    LEDGER,
    PUBLICERAT,
    RATTELSER,
    STEADY,
    TOP,
    Case,
    Files,
    appended,
    case,
    found,
    line_of,
    published,
    register_of,
    replaced,
    run,
    text_of,
    valid,
)

DAY = date(2023, 5, 6)


def lost(*ids: str) -> Files:
    """Amounts in the ledger that the data has nothing of."""
    return published(PUBLICERAT + "".join(f"{one},7,2023-04-01\n" for one in ids))


def changed(*changes: tuple[str, str]) -> Files:
    """The published register with other texts in the decision."""
    files = published()
    for old, new in changes:
        files = replaced(old, new, files=files)
    return files


def corrected(rattelser: str, files: Files | None = None) -> Files:
    return {**(files or published()), RATTELSER: rattelser.encode()}


def entry(rad_id: str, fore: str = "", efter: str = "", day: str = "2023-05-06") -> str:
    lines = [f"- datum: {day}", f"  id: {rad_id}", "  orsak: Fel avskrivet."]
    lines += [f"  fore: {fore}"] if fore else []
    lines += [f"  efter: {efter}"] if efter else []
    return "\n".join(lines) + "\n"


LOWER = changed(("belopp: 100 mkr", "belopp: 90 mkr"))
"""A frame that is lower than it was published."""
CORRECTION = entry(f"{TOP}/riket", "100 mkr", "90 mkr")
OTHER_FILE = "content/data/beslut/2023/nara-vard.yml"


def moved(to: str) -> Files:
    """The decision in another file than the one it was published in."""
    files = published()
    files[to] = files.pop(BESLUT)
    return files


CASES = [
    case(
        "saknad-fil",
        "corrections without a ledger",
        {name: text for name, text in corrected(CORRECTION, LOWER).items() if name != LEDGER},
        "",
        "fast det finns rättelser",
        file=LEDGER,
    ),
    # What was changed
    case(
        "saknad-rattelse",
        "a lower amount",
        LOWER,
        "belopp: 90 mkr",
        "'Hela landet': 100\u00a0000\u00a0000\u00a0kr är publicerat, men här står 90",
        f"  id: {TOP}/riket\n  fore: 100 000 000 kr\n  efter: 90 000 000 kr\n  orsak: …",
    ),
    case(
        "saknad-rattelse",
        "an amount that is left out",
        changed(("    belopp: 100 mkr\n", "")),
        "- id: riket",
        "men här står inget belopp",
        "fore: 100 000 000 kr\n  orsak: …",
    ),
    case(
        "saknad-rattelse",
        "a unit price",
        changed(("belopp: 400 kr", "belopp: 500 kr")),
        "belopp: 500 kr",
        "'Lättakut' (styckpris)",
        f"id: {TOP}/lattakut:styckpris\n  fore: 400 kr\n  efter: 500 kr",
    ),
    case(
        "saknad-rattelse",
        "a base amount",
        changed(("grundbelopp: 1 mkr", "grundbelopp: 2 mkr")),
        "grundbelopp: 2 mkr",
        "(grundbelopp)",
    ),
    case(
        "saknad-rattelse",
        "a row that is gone, told of at the one it stood in",
        lost(f"{TOP}/nara-vard/borta"),
        "- omrade: nara-vard",
        f"{TOP}/nara-vard/borta är publicerat med 7\u00a0kr, men finns inte längre",
        "lägg tillbaka",
        "fore: 7 kr\n  orsak",
    ),
    case(
        "saknad-rattelse",
        "a row that is gone with all that stood in it, told of once",
        lost(f"{TOP}/borta/del", f"{TOP}/borta/del:styckpris", f"{TOP}/borta/annan-del"),
        "titel: Fördelning 2023",
        f"{TOP}/borta är publicerat med 3 belopp",
        f"id: {TOP}/borta/del\n  fore: 7 kr",
        f"id: {TOP}/borta/annan-del\n  fore: 7 kr",
    ),
    case(
        "saknad-rattelse",
        "a decision that is gone, told of in the ledger",
        lost("2022/annat", "2022/annat/del"),
        "2022/annat,",
        "2022/annat är publicerat med 2 belopp",
        file=LEDGER,
    ),
    case(
        "saknad-rattelse",
        "an amount that has been corrected before",
        corrected(CORRECTION, changed(("belopp: 100 mkr", "belopp: 80 mkr"))),
        "belopp: 80 mkr",
        "90\u00a0000\u00a0000\u00a0kr är publicerat",
        f"rättelsen på rad 1 i {RATTELSER} fel skriven",
        "fore: 90 000 000 kr\n  efter: 80",
    ),
    case(
        "saknad-rattelse",
        "an amount that is back after it was withdrawn",
        corrected(entry(f"{TOP}/riket", "100 mkr"), LOWER),
        "belopp: 90 mkr",
        "inget belopp är publicerat, men här står 90",
        f"id: {TOP}/riket\n  efter: 90 000 000 kr",
    ),
    # Renamed
    case(
        "andrat-id",
        "another name",
        changed(("namn: Utökade öppettider", "namn: Längre öppettider")),
        "- namn: Längre",
        f"samma belopp har nu id {TOP}/nara-vard/langre-oppettider",
        "skriv id: utokade-oppettider här",
        f"id: {TOP}/nara-vard/utokade-oppettider\n  fore: 2 000 000 kr\n  orsak",
    ),
    case(
        "andrat-id",
        "another name of the row around many",
        changed(("omrade: nara-vard", "omrade: nara-vard\n    id: vard-nara")),
        "- omrade: nara-vard",
        "skriv id: nara-vard här",
    ),
    case(
        "andrat-id",
        "another name of a unit price's row",
        changed(("namn: Lättakut", "namn: Lättakuten")),
        "- namn: Lättakuten",
        "skriv id: lattakut här",
    ),
    case(
        "andrat-id",
        "another file",
        moved(OTHER_FILE),
        "",
        f"{TOP} är publicerat, men samma belopp har nu id 2023/nara-vard",
        f"låt filen heta {BESLUT}",
        file=OTHER_FILE,
    ),
    # Corrections of nothing
    case(
        "onodig-rattelse",
        "of an amount like a published one",
        corrected(entry(f"{TOP}/riks", "1 mkr", "2 mkr")),
        "id:",
        "inget belopp med id",
        f"Menades {TOP}/riket?",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "of an amount that was never published",
        corrected(entry("1900/x", efter="2 mkr")),
        "id:",
        "Ta bort rättelsen",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "from another amount than the published",
        corrected(entry(f"{TOP}/riket", "99 mkr", "90 mkr"), LOWER),
        "fore:",
        "99\u00a0000\u00a0000\u00a0kr före, men det var 100",
        "Skriv fore: 100 000 000 kr",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "from no amount, of a published one",
        corrected(entry(f"{TOP}/riket", efter="90 mkr"), LOWER),
        "- datum",
        "säger inget belopp före",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "of no change",
        corrected(entry(f"{TOP}/riket", "100 mkr", "0,1 mdkr")),
        "- datum",
        "ändrar inget",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "of an amount that was not changed after all",
        corrected(CORRECTION),
        "efter:",
        "men beslutet har fortfarande 100",
        "Ändra beloppet i beslutet, eller ta bort rättelsen.",
        f"id: {TOP}/riket\n  fore: 90 000 000 kr\n  efter: 100",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "of one that is said to be gone but is there",
        corrected(entry(f"{TOP}/riket", "100 mkr")),
        "- datum",
        "blev inget belopp, men beslutet har",
        file=RATTELSER,
    ),
    case(
        "onodig-rattelse",
        "in the wrong order",
        corrected(
            entry(f"{TOP}/riket", "95 mkr", "90 mkr") + entry(f"{TOP}/riket", "100 mkr", "95 mkr"),
            LOWER,
        ),
        "fore: 95 mkr",
        file=RATTELSER,
    ),
    case(
        "fel-id",
        "of what has no such form",
        corrected(CORRECTION + entry("2023/Nära vård", "1 mkr", "2 mkr"), LOWER),
        "id: 2023/N",
        "'2023/Nära vård' är inget id för ett belopp",
        file=RATTELSER,
    ),
    case(
        "ej-ifyllt",
        "a reason that nobody has written",
        corrected(CORRECTION.replace("Fel avskrivet.", "…"), LOWER),
        "orsak: …",
        "här står …",
        file=RATTELSER,
    ),
]


@pytest.mark.parametrize("fault", CASES, ids=lambda fault: f"{fault.code}: {fault.name}")
def test_one_fault_is_one_problem_at_its_line_that_says_what_to_do(fault: Case) -> None:
    assert found(fault.files) == fault.expected()
    assert fault.unsaid() == []


def test_a_broken_ledger_or_correction_makes_no_amount_look_changed() -> None:
    files = {**LOWER, LEDGER: LOWER[LEDGER] + b"x\n"}
    assert [code for _, _, code in found(files)] == ["fel-form"]
    files = corrected(CORRECTION + entry("1900/x", "y"), LOWER)
    assert [code for _, _, code in found(files)] == ["fel-belopp"]
    assert [code for _, _, code in found(corrected("- [", LOWER))] == ["yaml"]


@pytest.mark.parametrize("broken", ["status: x", "- ["])
def test_what_stands_in_an_unreadable_decision_is_not_said_to_be_gone(broken: str) -> None:
    text = (text_of() + FRAME_AND_PRICE).replace("status: beslutad", broken)
    files = published(beslut=text)
    assert len(found(files)) == 1
    back = entry(f"{TOP}/riket", "100 mkr") + entry(f"{TOP}/riket", "", "9 kr")
    assert len(found(corrected(back, files))) == 1


# What is right


def test_published_amounts_that_stand_as_they_did_are_right() -> None:
    assert run(published()) == ()


def test_a_correction_makes_a_change_right() -> None:
    assert run(corrected(CORRECTION, LOWER)) == ()


def test_corrections_follow_on_each_other_in_the_order_of_the_file() -> None:
    chain = (
        entry(f"{TOP}/riket", "100 mkr", "95 mkr")
        + entry(f"{TOP}/riket", "95 mkr")
        + entry(f"{TOP}/riket", "", "90 mkr")
    )
    assert run(corrected(chain, LOWER)) == ()


def test_a_row_that_is_gone_is_right_once_its_amount_is_withdrawn() -> None:
    assert run(corrected(entry(f"{TOP}/borta", "7 kr"), lost(f"{TOP}/borta"))) == ()


def test_the_line_that_the_message_offers_keeps_a_renamed_row() -> None:
    renamed = "- namn: Längre öppettider\n        id: utokade-oppettider"
    assert run(changed(("- namn: Utökade öppettider", renamed))) == ()


def test_of_several_new_rows_with_the_amount_the_likest_name_is_meant() -> None:
    files = changed(
        ("namn: Utökade öppettider", "namn: Utökade öppettiderna"),
        ("belopp: 4 mkr\n        mottagare", "belopp: 2 mkr\n        mottagare"),
        ("namn: Utökade hembesök", "namn: Något helt annat"),
        ("    belopp: 6 mkr", "    belopp: 4 mkr"),
        ("belopp: 10 mkr", "belopp: 8 mkr"),
    )
    [renamed] = [one for one in run(files) if one.code == "andrat-id"]
    assert "utokade-oppettider är publicerat" in renamed.message
    assert renamed.message.endswith("/utokade-oppettiderna")


def test_a_published_row_with_the_same_amount_is_not_taken_for_the_one_that_is_gone() -> None:
    beside = f"{TOP}/nara-vard/borta,2000000,2023-04-01\n"
    assert [code for _, _, code in found(published(PUBLICERAT + beside))] == ["saknad-rattelse"]


def test_new_amounts_need_no_correction_and_a_new_site_no_ledger() -> None:
    files = published()
    assert run({name: text for name, text in files.items() if name != LEDGER}) == ()
    assert run(published("".join(PUBLICERAT.splitlines(keepends=True)[:2]))) == ()


def test_the_same_amount_in_another_unit_is_no_change() -> None:
    assert run(changed(("belopp: 100 mkr", "belopp: 100 000 000 kr"))) == ()


@pytest.mark.parametrize(
    "fault",
    [one for one in CASES if one.code in {"saknad-rattelse", "andrat-id"}],
    ids=lambda fault: f"{fault.code}: {fault.name}",
)
def test_the_block_that_the_hint_offers_is_the_one_that_is_needed(fault: Case) -> None:
    [problem] = judge(fault.files, DAY).problems
    block = "\n".join(entry.text for entry in problem.paste.entries)
    assert block.startswith("- datum: 2023-05-06\n")
    before = fault.files.get(RATTELSER, b"").decode()
    pasted = f"{before}{block.replace('…', 'Fel avskrivet.')}\n"
    assert run(corrected(pasted, fault.files)) == ()


# Lasting ids


def feed_ids(rattelser: str) -> list[str]:
    """The ids of the feed's entries, as they stand in it."""
    judged = judge(corrected(rattelser, LOWER))
    publication, problems = publish(judged), judged.problems
    assert publication is not None, problems
    [file] = [one for one in render(publication) if one.path == "rattelser/atom.xml"]
    return [one.text or "" for one in ET.fromstring(file.content).iterfind("{*}entry/{*}id")]


def test_a_correction_keeps_its_id_whatever_is_added_around_it() -> None:
    alone = feed_ids(CORRECTION)
    assert len(alone) == 1
    lower = entry(f"{TOP}/lattakut:styckpris", "400 kr", "300 kr", "2023-01-01")
    back = entry(f"{TOP}/lattakut:styckpris", "300 kr", "400 kr", "2023-07-01")
    more = feed_ids(lower + CORRECTION + back)
    assert len(set(more)) == 3
    assert more[1] == alone[0]  # the newest first


def test_the_same_amount_twice_in_a_day_gives_two_ids() -> None:
    twice = entry(f"{TOP}/riket", "100 mkr", "95 mkr") + entry(f"{TOP}/riket", "95 mkr", "90 mkr")
    register, _ = load(corrected(twice, LOWER))
    newest, first = published_corrections(register, register_rows(register))
    assert first.rattelse_id == f"2023-05-06:{TOP}/riket"
    assert newest.rattelse_id == f"2023-05-06:{TOP}/riket:2"


def test_of_one_days_corrections_the_last_in_the_file_comes_first() -> None:
    # Their ids would order them the other way round.
    price = entry(f"{TOP}/lattakut:styckpris", "400 kr", "300 kr")
    register, _ = load(corrected(CORRECTION + price, LOWER))
    newest, first = published_corrections(register, register_rows(register))
    assert (newest.data.id.vad, first.data.id.vad) == ("styckpris", "")
    assert newest.namn.endswith(", styckpris")
    assert "," not in first.namn


def test_a_corrected_repeat_is_named_as_one() -> None:
    again = entry(f"{TOP}:upprepning-fordelning", "10 mkr", "9 mkr")
    register, _ = load(corrected(again, published()))
    [correction] = published_corrections(register, register_rows(register))
    assert correction.namn == "Fördelning 2023, där det står en gång till"


# Reasons as they are written in the file

HOSTILE = [
    "kolon: och # nummertecken",
    "'enkla' och \"dubbla\" citat \\",
    "flera\nrader\n\nmed tomrad",
    "- lista",
    "{a: b}",
    "[1, 2",
    "*alias &ankare !tagg %x @",
    "ja",
    "null",
    "2023-01-01",
    "| < & * _ ` # [x](y) <script>",
    "  blanksteg runt  ",
    "å ä ö – ” 🙂",
    "> vikt text",
    "lång " * 60,
]
EARLIER = entry(f"{TOP}/lattakut:styckpris", "400 kr", "300 kr") + entry(
    f"{TOP}/lattakut:styckpris", "300 kr", "400 kr"
)
THERE = {
    "no file": "",
    "a comment": f"# En kommentar.\n{EARLIER}# En till.",
    "indented": "".join(f"  {line}\n" for line in EARLIER.splitlines()),
    "CRLF": EARLIER.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("there", THERE.values(), ids=THERE)
def test_any_reason_comes_back_as_it_was_written(there: str, text: str) -> None:
    files = corrected(there, LOWER) if there else LOWER
    register, problems = load(files)
    assert problems == []
    missing = missing_corrections(register, register_rows(register))
    written = with_corrections(register, there.encode(), missing, DAY, text)
    assert written.startswith(there.encode())
    assert written.count(b"\n") - written.count(b"\r\n") in {0, written.count(b"\n")}
    judged = judge({**files, RATTELSER: written})
    publication = publish(judged)
    assert publication is not None, judged.problems
    assert publication.register.rattelser[-1].orsak == " ".join(text.split())


@STEADY
@given(st.text())
def test_a_reason_is_either_refused_or_read_back(text: str) -> None:
    register, _ = load(LOWER)
    missing = missing_corrections(register, register_rows(register))
    written = with_corrections(register, b"", missing, DAY, text)
    judged = judge({**LOWER, RATTELSER: written})
    publication, problems = publish(judged), judged.problems
    if publication is None:
        assert {one.file for one in problems} == {RATTELSER}
    else:
        assert len(publication.register.rattelser) == 1


def test_a_figure_that_the_document_states_again_is_published_too() -> None:
    again = "upprepningar:\n  - belopp: 10 mkr\n    kalla:\n      avsnitt: Slut\n"
    files = appended(again)
    register = register_of(files)
    entries = corrections.unpublished(register, register_rows(register), date(2023, 4, 1))
    files[LEDGER] = ledger.as_bytes(ledger.PUBLICERAT, entries)
    assert run(files) == ()
    changed = {**files, BESLUT: files[BESLUT].replace(b"- belopp: 10 mkr", b"- belopp: 11 mkr")}
    [missing] = [one for one in run(changed) if one.code == "saknad-rattelse"]
    assert missing.line == line_of(changed, BESLUT, "- belopp: 11 mkr")
    assert "id: 2023/god-och-nara-vard:upprepning-fordelning-slut\n" in missing.remedy


def test_addresses_of_figures_survive_a_reordering_of_the_file() -> None:
    first = (
        "      - namn: Utökade hembesök\n        belopp: 4 mkr\n        mottagare: halsocentraler\n"
    )
    second = "      - namn: Utökade öppettider\n        belopp: 2 mkr\n"
    turned = replaced(first + second, second + first)
    before, after = (
        [addresses.belopp(row) for row in register_rows(register_of(files))]
        for files in (valid(), turned)
    )
    assert before != after
    assert sorted(before) == sorted(after)
    assert len(set(before)) == len(before)


def test_of_many_corrections_of_nothing_the_first_are_told_what_was_meant() -> None:
    wrong = f"{TOP.replace('god', 'gud')}/nara-vad"
    entry = f"- {{datum: 2024-01-01, id: {wrong}, fore: 1 kr, efter: 2 kr, orsak: Fel.}}\n"
    problems = run({**published(), RATTELSER: (entry * 60).encode()})
    hints = [problem.hint for problem in problems]
    assert hints[:50] == [f"Menades {TOP}/nara-vard?"] * 50
    assert not any("Menades" in hint for hint in hints[50:])
    assert len(hints) == 60
