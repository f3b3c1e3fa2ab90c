"""What is new: published last, changed last, and the days to come."""

from __future__ import annotations

from datetime import date

from generator.checking.judge import judge
from generator.publishing import news
from generator.publishing.publication import Publication, publish
from generator.reckoning.life import newest_first
from tests.smallest import BESLUT, LEDGER, TOP, Files, valid

DUTIES = """\
aterrapportering:
  - vad: Redovisa i mars
    senast: 2024-03-31
  - vad: Redovisa i juni
    senast: 2024-06-30
    till: Socialstyrelsen
  - vad: Redovisa någon gång
"""


def public(files: Files) -> Publication:
    made = publish(judge(files))
    assert made, judge(files).errors
    return made


def ledger(day: str) -> bytes:
    return f"rad_id,belopp_kr,publicerad\n{TOP},10000000,{day}\n".encode()


def test_the_days_to_come_are_those_from_the_data_s_own_day_on() -> None:
    files = valid()
    files[BESLUT] += DUTIES.encode()
    for published, coming in (
        ("2024-01-01", ["2024-03-31", "2024-06-30"]),
        ("2024-03-31", ["2024-03-31", "2024-06-30"]),
        ("2024-04-01", ["2024-06-30"]),
        ("2024-07-01", []),
    ):
        days = news.coming_days(public(files | {LEDGER: ledger(published)}))
        assert [str(duty.senast) for duty in days.kommande] == coming, published
        assert days.sista == date(2024, 6, 30)


def test_what_no_longer_holds_is_not_asked_for() -> None:
    files = valid()
    revoked = "upphavd:\n  datum: 2023-12-01\n  text: Det behövs inte.\n"
    files[BESLUT] += f"{DUTIES}{revoked}".encode()
    assert news.coming_days(public(files)) == ([], None)


def test_what_was_published_last_is_of_one_day() -> None:
    files = valid()
    for number in range(1, 6):
        text = files[BESLUT].replace(b"satsning: god", f"jamte: {TOP}\nsatsning: god".encode())
        files[BESLUT.replace("god-och-nara-vard", f"nr-{number}")] = text
    rows = "".join(f"2023/nr-{n},10000000,2024-01-0{min(n, 2)}\n" for n in range(1, 6))
    made = public(files | {LEDGER: ledger("2023-05-05") + rows.encode()})
    last = news.published(made, newest_first(made.register.beslut))
    assert last
    assert (last.dag, last.har_fler) == (date(2024, 1, 2), True)
    assert [decision.id for decision in last.beslut] == ["nr-2", "nr-3", "nr-4"]


def test_nothing_is_new_before_anything_is_published() -> None:
    made = public(valid())
    assert news.published(made, made.register.beslut) is None
    assert news.changed(made) == []
