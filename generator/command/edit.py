"""The commands that write data files: a new decision, corrections, the ledger, the schemas."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.checking.codes import is_error
from generator.checking.judge import Judged, judge, with_kept_tables
from generator.command import draft, report, schema
from generator.command.lock import hold
from generator.command.shared import DATUM, ROOT, Exit, summary, texts_of
from generator.command.swedish_click import SwedishCommand, SwedishGroup, nearest
from generator.data.registers import Omrade, Satsning
from generator.data.types import slug
from generator.publishing import site
from generator.reading import andringar, history, ledger, load, versions
from generator.reading.register import ADRESSER, ANDRINGAR, DATA, LEDGER, TIDER, Register
from generator.reading.yaml_text import clean
from generator.reckoning import corrections, deadlines, moves
from generator.reckoning.life import newest_first
from generator.words.escaping import visible_line
from generator.words.swedish import count, kronor, listing, number

if TYPE_CHECKING:  # long to import, for one command of several
    from generator.publishing.publication import Publication
    from generator.publishing.versions import Added


@click.command(cls=SwedishCommand)
@ROOT
@DATUM
def publicera(root: Path, datum: date) -> None:
    """Skriv in det som är nytt eller ändrat i listorna över belopp, adresser, tider och ändringar.

    Tabellerna sparas också som de är, i en version för sig. Kör innan webbplatsen läggs ut, så
    att inget är ute utan att stå i listorna. Ett belopp eller en version som redan står där ändras
    aldrig.
    """
    with hold(root, "tilldelat publicera"):
        files, remembered = load.read(root), load.Remembered()
        # What a publication that was cut short has left is no hindrance to the next.
        judged = _judge(files, {"okand-version"}, remembered, root)
        register = judged.register
        before = register.publicerat or ()
        new = corrections.unpublished(register, judged.rows, datum)
        addresses = moves.published(register, _pages(judged), datum)
        times = deadlines.published(register, datum)
        changed = _changed_since_published(root, judged, datum, remembered)
        written: dict[str, bytes] = {}
        if changed:
            written[ANDRINGAR] = andringar.as_bytes([*register.andringar, *changed])
        if new:
            written[LEDGER] = ledger.as_bytes(ledger.PUBLICERAT, [*before, *new])
        if addresses != list(register.adresser or ()):
            written[ADRESSER] = ledger.as_bytes(ledger.ADRESSER, addresses)
        if times != list(register.tider):
            written[TIDER] = ledger.as_bytes(ledger.TIDER, times)
        # Nothing is added that could not be read back, and so would stop every later change.
        after = _judge({**files, **written}, frozenset(), remembered)
        version = _version(after, register, datum)
        if version:  # its record last: should all be cut short, it tells of nothing that is not
            written = {**version.tables, **written, **version.record}
        site.write_together({root / name: content for name, content in written.items()})
    if new:
        click.echo(f"{_amounts(len(new), 'är nytt', 'är nya')} i {LEDGER}:")
        for entry in new:
            click.echo(f"  {entry.rad_id}: {kronor(entry.belopp_kr)}")
    else:
        click.echo(f"Alla publicerade belopp ({number(len(before))}) står redan i {LEDGER}.")
    for line in (*_told_of_addresses(register, addresses), *_told_of_times(register, times)):
        click.echo(line)
    if changed:
        click.echo(f"Nytt i {ANDRINGAR}:")
        for change in changed:
            click.echo(f"  {visible_line(change.andring)}")
    if version:
        click.echo(f"Version {version.id} är sparad i {versions.VERSIONER}.")
        click.echo(f"  {_told_of_tables(register, version)}")
    elif (last := max(register.versioner, default=None)) and datum < last.dag:
        click.echo(
            f"Ingen version är sparad, för den senaste är från {last.dag}. Det som är nytt kommer "
            "med i nästa."
        )
    elif not written:
        click.echo("Inget är nytt, och inget är skrivet.")


def _pages(judged: Judged) -> Set[str]:
    """The addresses of the pages of data that is right, once there is a version of it."""
    from generator.pages import plans  # long to import, for one of several
    from generator.publishing.addresses import VERSIONER

    return plans.addresses_of(_published(judged)) | {VERSIONER}


def _published(judged: Judged) -> Publication:
    from generator.publishing.publication import publish

    publication = publish(judged)
    assert publication is not None  # nothing is wrong
    return publication


def _version(judged: Judged, before: Register, day: date) -> Added | None:
    """What is kept of the publication of data that is right; None where all of it is already."""
    from generator.publishing.versions import added

    return added(_published(judged), before, day)


def _told_of_tables(register: Register, version: Added) -> str:
    """Which tables a version has that the one before had not."""
    names = [Path(file).name.removesuffix(versions.PACKED) for file in version.tables]
    if not register.versioner:
        return f"Den är den första, med {count(len(names), 'tabell', 'tabeller')}."
    if not names:
        return "Tabellerna är desamma som i förra versionen."
    return f"Ändrat sedan förra versionen: {listing(names)}."


_MOST_NAMED = 20
"""How many new addresses are named; more are only counted."""


def _told_of_addresses(
    register: Register, addresses: Sequence[ledger.PubliceradAdress]
) -> Iterator[str]:
    """What is new among the addresses, and each that has no page any more."""
    before = {row.adress: row for row in register.adresser or ()}
    if new := [row.adress for row in addresses if row.adress not in before]:
        many = "En adress är ny" if len(new) == 1 else f"{number(len(new))} adresser är nya"
        told = f": {', '.join(map(str, new))}" if len(new) <= _MOST_NAMED else ""
        yield f"{many} i {ADRESSER}{told}."
    for row in addresses:
        known = before.get(row.adress)
        if row.borta and not (known and known.borta):
            yield f"  {row.adress} finns inte längre; där står att sidan är borttagen."
        elif row.leder_till and not (known and known.leder_till == row.leder_till):
            yield f"  {row.adress} leder till {row.leder_till}."


def _told_of_times(register: Register, times: Sequence[ledger.Tid]) -> Iterator[str]:
    """Each last day that is moved since it was published."""
    before = {row.id: row for row in register.tider}
    for row in times:
        if (known := before.get(row.id)) and known.senast != row.senast:
            yield f"  {row.id}: senast {known.senast} är nu {row.senast}."


def _changed_since_published(
    root: Path, judged: Judged, day: date, remembered: load.Remembered
) -> Sequence[andringar.Andring]:
    """What has changed since the last publication, but for amounts and what is noted already."""
    try:
        commit = history.last_published(root)
    except history.NoRevisionError as error:
        raise click.UsageError(str(error)) from error
    if commit is None:
        return ()
    from generator.comparing import changes, kept  # long to import, for one command of several

    published = judge(history.read_revision(root, commit), remembered=remembered)
    since = kept.changes(changes.compare(published, judged), day)
    noted = {
        entry._replace(datum=day)
        for entry in judged.register.andringar[len(published.register.andringar) :]
    }
    return [change for change in since if change not in noted]


@click.command(cls=SwedishCommand)
@click.argument("rad_id", nargs=-1)
@click.option("--orsak", required=True, metavar="TEXT", help="Varför, i en mening till läsaren.")
@ROOT
@DATUM
def ratta(rad_id: tuple[str, ...], orsak: str, root: Path, datum: date) -> None:
    """Skriv rättelser av publicerade belopp som är ändrade i besluten.

    Ändra först beloppet i beslutets fil. RAD_ID står i felet som check visar; utan RAD_ID
    får alla ändrade belopp samma orsak.
    """
    _all_encodable(orsak)
    # What was renamed may be meant to keep its id, so its amounts are corrected only by name.
    expected = {"saknad-rattelse", "andrat-id"} if rad_id else {"saknad-rattelse"}
    with hold(root, "tilldelat ratta"):
        files, remembered = load.read(root), load.Remembered()
        judged = _judge(files, expected, remembered)
        missing = corrections.missing_corrections(judged.register, judged.rows)
        _all_missing(rad_id, missing)
        chosen = [amount for amount in missing if str(amount.rad_id) in rad_id or not rad_id]
        if not chosen:
            click.echo("Inget publicerat belopp är ändrat utan rättelse. Inget är skrivet.")
            return
        read = files.get(corrections.RATTELSER)
        before = read if isinstance(read, bytes) else b""
        written = corrections.with_corrections(judged.register, before, chosen, datum, orsak)
        # Whatever the reason holds, the rules see it before it is written.
        _judge({**files, corrections.RATTELSER: written}, expected, remembered)
        site.write_whole(root / corrections.RATTELSER, written)
    click.echo(f"Skrivet sist i {corrections.RATTELSER}:")
    for correction in chosen:
        click.echo(correction.block(datum, orsak), nl=False)
    if left := len(missing) - len(chosen):
        click.echo(f"{_amounts(left, 'saknar', 'saknar')} fortfarande rättelse.")


def _judge(
    files: load.Files, expected: Set[str], remembered: load.Remembered, root: Path | None = None
) -> Judged:
    """The judged data; where anything is wrong beside what is expected, show it and end.

    With a root so it is where something is wrong among the tables that are kept of its versions.
    """
    judged = judge(files, date.today(), remembered)
    every = with_kept_tables(root, judged) if root else judged
    if any(problem.code not in expected for problem in every.errors):
        texts = texts_of(files, every.problems)
        click.echo(report.as_text(every.problems, texts), nl=False, err=True)
        click.echo(f"{summary(every)}\nInget är skrivet.", err=True)
        sys.exit(Exit.PROBLEMS)
    return judged


def _all_encodable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise click.BadParameter("texten är inte i UTF-8", param_hint="--orsak") from None


def _all_missing(wanted: Sequence[str], missing: Sequence[corrections.Missing]) -> None:
    known = [str(amount.rad_id) for amount in missing]
    for id_ in wanted:
        if id_ not in known:
            guess = nearest(get_close_matches(id_, known, n=1))
            raise click.BadParameter(f"inget belopp med id {id_!r} saknar rättelse{guess}")


def _amounts(number_of: int, singular: str, plural: str) -> str:
    """A sentence's beginning: `Ett belopp är nytt`, `1 200 belopp är nya`."""
    return f"Ett belopp {singular}" if number_of == 1 else f"{number(number_of)} belopp {plural}"


@click.group(cls=SwedishGroup)
def new() -> None:
    """Skapa ett utkast att fylla i."""


Answers = dict[str, str | list[str]]


def _draft_options(command: Callable[..., None]) -> Callable[..., None]:
    """One option for each question; its help is the field's own description."""
    for question in reversed(draft.QUESTIONS):
        name, many = question.name, question.many
        text = f"{question.description}{' Kan upprepas.' if many else ''}"
        option = click.option(f"--{name}", name, multiple=many, metavar=name.upper(), help=text)
        command = option(command)
    return command


@new.command("beslut")
@ROOT
@_draft_options
def new_beslut(root: Path, **given: str | tuple[str, ...] | None) -> None:
    """Skriv ett utkast till ett beslut, med varje fält förklarat.

    I en terminal ställs frågor om det som inte anges med flaggor. Utkastet klarar tilldelat
    check som det är. En fil som redan finns skrivs aldrig över.
    """
    register, _ = load.load(load.read(root))
    answers = _answers(given, register)  # nobody waits for whoever ponders an answer
    name = f"{DATA}/beslut/{answers['ar']}/{answers['id']}.yml"
    with hold(root, "tilldelat new beslut"):
        files = load.read(root)
        if name in files:
            raise click.BadParameter(f"filen {name} finns redan; välj ett annat id med --id")
        text = draft.beslut_text(name, draft.beslut_data(answers, register))
        problems = judge({**files, name: text.encode()}).problems
        of_draft = [problem for problem in problems if problem.file == name]
        click.echo(report.as_text(of_draft, {name: text}), nl=False, err=True)
        if any(map(is_error, of_draft)):
            if any(problem.code == "samma-beslut-igen" for problem in of_draft):
                click.echo("Ange vilket det är med --ersatter, --andrar eller --jamte.", err=True)
            click.echo("Inget är skrivet.", err=True)
            sys.exit(Exit.PROBLEMS)
        site.write_new(root / name, text.encode())
    click.echo(f"Skrev {name}\nFyll i resten och kör tilldelat check.")


def _answers(given: Mapping[str, str | tuple[str, ...] | None], register: Register) -> Answers:
    """Every question's answer: the option's, else the terminal's, else the one offered."""
    needed = [question.name for question in draft.QUESTIONS if question.needed]
    lacking = [f"--{name}" for name in needed if not given[name]]
    ask = bool(lacking) and sys.stdin.isatty()
    if lacking and not ask:
        raise click.BadParameter(f"{listing(lacking)} saknas (utan terminal ställs inga frågor)")
    linked = any(given[question.name] for question in draft.EARLIER)
    answers: Answers = {}
    for question in draft.QUESTIONS:
        if ask and not linked and question is draft.EARLIER[0]:
            given = {**given, **_asked_of_earlier(answers, register)}
        value = given[question.name]
        texts = list(value) if isinstance(value, tuple) else [value] if value else []
        texts = [clean(text) for text in texts]
        for text in texts:
            if trouble := draft.refused(question, text, answers, register):
                raise click.BadParameter(f"--{question.name}: {trouble}")
        if not texts and question not in draft.EARLIER:
            offered = question.default(answers, date.today().year)
            unasked = [offered] if offered else []
            texts = _asked(question, offered, answers, register) if ask else unasked
        answers[question.name] = texts if question.many else "".join(texts)
    if not answers["id"]:
        raise click.BadParameter("titeln ger inget id; ange ett med --id")
    return answers


def _asked_of_earlier(answers: Answers, register: Register) -> Mapping[str, str]:
    """Ask what the decision is to an earlier one of its agreement, where there is any."""
    by_name = {question.name: question for question in draft.EARLIER}
    earlier = [one for one in register.beslut if one.satsning == answers["satsning"]]
    if not earlier:
        return {}
    click.echo("\nHör det ihop med ett tidigare beslut om samma satsning?")
    for question in draft.EARLIER:
        click.echo(f"  {question.name}  {question.description}")
    click.echo("Skriv ordet och beslutets id, som andrar 2023/ett-beslut, eller inget:")
    for beslut in newest_first(earlier):
        click.echo(f"  {beslut.beslut_id}  {beslut.titel}")
    while said := clean(click.prompt("Tidigare beslut", default="", show_default=False)):
        word, _, id_ = said.partition(" ")
        if asked := by_name.get(slug(word)):
            trouble = draft.refused(asked, id_.strip(), answers, register)
            if not trouble:
                return {asked.name: id_.strip()}
        else:
            trouble = f"{word!r} är inget av {', '.join(by_name)}"
        click.echo(trouble)
    return {}


def _asked(
    question: draft.Question, offered: str, answers: Answers, register: Register
) -> list[str]:
    """Ask until the answer will do; several answers are parted by commas."""
    choices: Mapping[str, Mapping[str, Satsning | Omrade]] = {
        "satsning": register.satsningar,
        "omrade": register.omraden,
    }
    click.echo(f"\n{question.description}")
    for choice in choices.get(question.field, {}).values():
        click.echo(f"  {choice.id}  {choice.namn}")
    label = f"{question.title}{' (flera: skriv komma emellan)' if question.many else ''}"
    while True:
        said = click.prompt(label, default=offered, show_default=bool(offered))
        parts = said.split(",") if question.many else [said]
        texts = list(filter(None, map(clean, parts)))
        troubles = [draft.refused(question, text, answers, register) for text in texts]
        if question.needed and not texts:
            troubles = ["svaret behövs"]
        if not any(troubles):
            return texts
        click.echo("\n".join(filter(None, troubles)))


@click.command("schema", cls=SwedishCommand)
@ROOT
def write_schema(root: Path) -> None:
    """Skriv JSON Schema för varje datafil i content/schema/.

    Med dem kan en textredigerare föreslå fält och id och visa fel medan du skriver. Kör
    kommandot igen när ett register eller formatet har ändrats.
    """
    with hold(root, "tilldelat schema"):
        files = load.read(root)
        register, problems = load.load(files)
        unread = {f"{DATA}/{name}.yml" for name, ids in register.known_ids.items() if ids is None}
        if wrong := [problem for problem in problems if problem.file in unread]:
            click.echo(report.as_text(wrong, texts_of(files, wrong)), nl=False, err=True)
            click.echo("Inget är skrivet.", err=True)
            sys.exit(Exit.PROBLEMS)
        schemas = list(schema.render(register.known_ids))
        written = site.write_files(root, schemas)
    for path in written:
        click.echo(f"Skrev {path}")
    changed = "ändrat" if len(written) == 1 else "ändrade"
    click.echo(f"{len(schemas)} scheman, varav {len(written)} {changed}.")


COMMANDS = (publicera, ratta, new, write_schema)
"""The commands of this module, for the group to take in."""
