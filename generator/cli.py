"""The command `tilldelat`: arguments in, exit codes out; everything it prints is Swedish.

Exit codes are part of the public contract: 0 fine, 1 problems in the data, 2 wrong use, 3 the
site builder failed, 4 can't read or write, 70 a fault of ours.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from textwrap import indent

import click

from generator import (
    corrections,
    diff_report,
    draft,
    exports,
    feeds,
    history,
    ledger,
    load,
    pages,
    report,
    schema,
    site,
)
from generator import diff as changes
from generator import serve as server
from generator import verify_sources as sources
from generator.catalogue import CATALOGUE
from generator.examples import EXAMPLES
from generator.problem import Problem
from generator.publication import Publication, publish
from generator.registers import Omrade, Satsning
from generator.rows import register_rows
from generator.source import clean
from generator.swedish import kronor, listing
from generator.swedish_click import OneOf, SwedishGroup, refusal


class Exit(IntEnum):
    """How the command ends."""

    FINE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    BUILDER_FAILED = 3
    DISK = 4
    OUR_FAULT = 70


_ROOT = click.option(
    "--root",
    type=str,
    default=".",
    metavar="MAPP",
    callback=lambda _context, _param, value: _existing_folder(value),
    help="Mappen med content/ och mkdocs.yml. Utan --root gäller mappen du står i.",
)


def _existing_folder(value: str) -> Path:
    if not (Path(value) / load.DATA).is_dir():
        raise click.BadParameter(f"hittar ingen mapp {load.DATA} i {value!r}")
    return Path(value)


_DATUM = click.option(
    "--datum",
    default=None,
    metavar="ÅÅÅÅ-MM-DD",
    callback=lambda _context, _param, value: _day(value),
    help="Dagen det gäller. Utan --datum gäller dagens.",
)


def _day(value: str | None) -> date:
    try:
        return date.fromisoformat(value) if value else date.today()
    except ValueError:
        message = f"{value!r} är inget datum som finns, skrivet som 2023-03-29"
        raise click.BadParameter(message) from None


@click.group(cls=SwedishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tilldelat", message="tilldelat %(version)s")
def cli() -> None:
    """Bygg en webbplats som visar hur offentliga pengar har fördelats."""


@cli.command()
@_ROOT
@click.option(
    "--format",
    "form",
    type=OneOf(report.FORMATS),
    metavar="FORMAT",
    default="text",
    help="text för människor, github för noteringar i en pull request, json för program.",
)
def check(root: Path, form: str) -> None:
    """Kontrollera uppgifterna och visa alla fel. Inget skrivs."""
    publication, problems, texts = _read(root)
    click.echo(report.FORMATS[form](problems, texts), nl=False)
    if form == "text":
        click.echo(_summary(publication, problems))
    # GitHub names a file whose Markdown it shows on the page of the workflow's run.
    if form == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(page).open("a", encoding="utf-8") as stream:
            stream.write(report.as_summary(problems))
    sys.exit(_exit_for(problems))


@cli.command()
@_ROOT
def build(root: Path) -> None:
    """Kontrollera uppgifterna och bygg hela webbplatsen i site/."""
    code, trouble = _build(root)
    if trouble:
        click.echo(f"{trouble}\nDen tidigare webbplatsen i site/ är orörd.", err=True)
    sys.exit(code)


@cli.command()
@_ROOT
@click.option(
    "--port", type=int, default=8000, metavar="PORT", help="Porten på den här datorn (8000)."
)
def serve(root: Path, port: int) -> None:
    """Bygg, visa webbplatsen på den här datorn och bygg om när något ändras."""

    def attempt() -> str:
        trouble = _build(root)[1]
        if trouble:
            click.echo(trouble, err=True)
        return trouble

    server.serve(root, attempt, click.echo, port)


def _build(root: Path) -> tuple[Exit, str]:
    """One attempt at the whole site: how it ended, and in words what stopped it."""
    publication, problems, texts = _read(root)
    shown = report.as_text(problems, texts)
    if publication is None:
        return Exit.PROBLEMS, f"{shown}{_summary(publication, problems)}\nInget är byggt."
    click.echo(shown, nl=False, err=True)
    click.echo(_summary(publication, problems))
    files = [
        *pages.render(publication, site.template_folders(root)),
        *exports.render(publication.tables),
        *feeds.render(publication),
    ]
    click.echo(f"Bygger {len(files)} sidor och filer …")
    try:
        site.build(
            root, publication.register, publication.organisation, files, publication.newest_date
        )
    except site.BuilderFailedError as failure:
        return Exit.BUILDER_FAILED, f"Webbplatsen gick inte att bygga:\n{failure}"
    click.echo(f"Klart: {root / 'site' / 'index.html'}")
    return Exit.FINE, ""


@cli.command()
@click.argument("base")
@_ROOT
@click.option(
    "--format",
    "form",
    type=OneOf(diff_report.FORMATS),
    metavar="FORMAT",
    default="text",
    help="text för människor, markdown för en kommentar på GitHub, json för program.",
)
def diff(base: str, root: Path, form: str) -> None:
    """Visa vad en ändring gör med pengarna, kontrollerna och sidorna.

    BASE är det som jämförs med: en version i git, som main eller HEAD~1, eller en mapp med ett
    annat content/.
    """
    before = changes.state(_read_base(base, root))
    after = changes.state(load.read(root), date.today())
    click.echo(diff_report.FORMATS[form](changes.compare(before, after)), nl=False)
    sys.exit(_exit_for(after.problems))


def _read_base(base: str, root: Path) -> Mapping[str, bytes]:
    """The data that a change is compared with."""
    if base and (Path(base) / load.DATA).is_dir():
        return load.read(Path(base))
    try:
        return history.read_revision(root, base)
    except history.NoRevisionError as error:
        raise click.BadParameter(str(error)) from error


@cli.command()
@_ROOT
@_DATUM
def publicera(root: Path, datum: date) -> None:
    """Skriv in nya belopp i listan över publicerade belopp.

    Kör när webbplatsen är ute. Det som redan står där ändras aldrig.
    """
    files = load.read(root)
    _stop_at_errors(files, frozenset())
    register, _ = load.load(files)
    before = register.publicerat or ()
    new = corrections.unpublished(register, register_rows(register), datum)
    if not new:
        click.echo(f"Alla {len(before)} publicerade belopp står redan i {load.LEDGER}.")
        return
    site.write_data(root, load.LEDGER, ledger.as_bytes([*before, *new]))
    click.echo(f"{_amounts(len(new))} är nya i {load.LEDGER}:")
    for one in new:
        click.echo(f"  {one.rad_id}: {kronor(one.belopp_kr)}")


@cli.command()
@click.argument("rad_id", nargs=-1)
@click.option("--orsak", required=True, metavar="TEXT", help="Varför, i en mening till läsaren.")
@_ROOT
@_DATUM
def ratta(rad_id: tuple[str, ...], orsak: str, root: Path, datum: date) -> None:
    """Skriv rättelser av publicerade belopp som är ändrade i besluten.

    Ändra först beloppet i beslutets fil. RAD_ID står i felet som check visar; utan RAD_ID
    får alla ändrade belopp samma orsak.
    """
    _all_encodable(orsak)
    files = load.read(root)
    # What was renamed may be meant to keep its id, so its amounts are corrected only by name.
    expected = {"saknad-rattelse", "andrat-id"} if rad_id else {"saknad-rattelse"}
    _stop_at_errors(files, expected)
    register, _ = load.load(files)
    missing = corrections.missing_corrections(register, register_rows(register))
    _all_missing(rad_id, missing)
    chosen = [one for one in missing if one.rad_id in rad_id or not rad_id]
    before = files.get(corrections.RATTELSER, b"")
    written = corrections.with_corrections(register, before, chosen, datum, orsak)
    if chosen:  # whatever the reason holds, the rules see it before it is written
        _stop_at_errors({**files, corrections.RATTELSER: written}, expected)
    if not chosen:
        click.echo("Inget publicerat belopp är ändrat utan rättelse. Inget är skrivet.")
        return
    site.write_data(root, corrections.RATTELSER, written)
    click.echo(f"Skrivet sist i {corrections.RATTELSER}:")
    for one in chosen:
        click.echo(one.block(datum, orsak), nl=False)
    if len(chosen) < len(missing):
        click.echo(f"{_amounts(len(missing) - len(chosen))} saknar fortfarande rättelse.")


def _stop_at_errors(files: Mapping[str, bytes], expected: Set[str]) -> None:
    """Show what is wrong and end the command, where anything beside the expected is."""
    publication, problems, texts = _judge(files)
    if any(one.is_error and one.code not in expected for one in problems):
        click.echo(report.as_text(problems, texts), nl=False, err=True)
        click.echo(f"{_summary(publication, problems)}\nInget är skrivet.", err=True)
        sys.exit(Exit.PROBLEMS)


def _all_encodable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise click.BadParameter("texten är inte i UTF-8", param_hint="--orsak") from None


def _all_missing(wanted: Sequence[str], missing: Sequence[corrections.Missing]) -> None:
    known = [one.rad_id for one in missing]
    for one in wanted:
        if one not in known:
            near = get_close_matches(one, known, n=1)
            guess = f" (menades {near[0]}?)" if near else ""
            raise click.BadParameter(f"inget belopp med id {one!r} saknar rättelse{guess}")


def _amounts(number: int) -> str:
    return "Ett belopp" if number == 1 else f"{number} belopp"


@cli.command()
@click.argument("kod")
def explain(kod: str) -> None:
    """Förklara vad ett fel betyder. KOD står efter platsen i felmeddelandet."""
    entry = CATALOGUE.get(kod)
    if entry is None:
        near = get_close_matches(kod, CATALOGUE, n=1)
        guess = f"menades {near[0]}?" if near else f"koderna är {', '.join(sorted(CATALOGUE))}"
        raise click.BadParameter(f"koden {kod!r} finns inte ({guess})")
    click.echo(f"{kod}\n  {entry.meaning}\n  Varför: {entry.why}")
    for word, example in zip(("Fel", "Rätt"), EXAMPLES[kod], strict=True):
        click.echo(f"\n  {word}:\n{indent(example.rstrip(), '    ')}")


@cli.group(cls=SwedishGroup)
def new() -> None:
    """Skapa ett utkast att fylla i."""


Answers = dict[str, str | list[str]]


def _draft_options(command: Callable[..., None]) -> Callable[..., None]:
    """One option for each question; its help is the field's own description."""
    for one in reversed(draft.QUESTIONS):
        text = f"{one.description}{' Kan upprepas.' if one.many else ''}"
        command = click.option(
            f"--{one.name}", one.name, multiple=one.many, metavar=one.name.upper(), help=text
        )(command)
    return command


@new.command("beslut")
@_ROOT
@_draft_options
def new_beslut(root: Path, **given: str | tuple[str, ...] | None) -> None:
    """Skriv ett utkast till ett beslut, med varje fält förklarat.

    I en terminal ställs frågor om det som inte anges med flaggor. Utkastet klarar tilldelat
    check som det är. En fil som redan finns skrivs aldrig över.
    """
    files = load.read(root)
    register, _ = load.load(files)
    answers = _answers(given, register)
    name = f"{load.DATA}/beslut/{answers['ar']}/{answers['id']}.yml"
    if name in files:
        raise click.BadParameter(f"filen {name} finns redan; välj ett annat id med --id")
    text = draft.beslut_text(name, draft.beslut_data(answers, register))
    _, problems = publish(*load.load({**files, name: text.encode()}))
    own = [one for one in problems if one.file == name]
    click.echo(report.as_text(own, {name: text}), nl=False, err=True)
    if any(one.is_error for one in own):
        click.echo("Inget är skrivet.", err=True)
        sys.exit(Exit.PROBLEMS)
    site.write_new(root, exports.File(name, text.encode()))
    click.echo(f"Skrev {name}\nFyll i resten och kör tilldelat check.")


def _answers(given: Mapping[str, str | tuple[str, ...] | None], register: load.Register) -> Answers:
    """Every question's answer: the option's, else the terminal's, else the one offered."""
    lacking = [f"--{one.name}" for one in draft.QUESTIONS if one.needed and not given[one.name]]
    ask = bool(lacking) and sys.stdin.isatty()
    if lacking and not ask:
        raise click.BadParameter(f"{listing(lacking)} saknas (utan terminal ställs inga frågor)")
    answers: Answers = {}
    for one in draft.QUESTIONS:
        value = given[one.name]
        texts = list(value) if isinstance(value, tuple) else [value] if value else []
        texts = [clean(text) for text in texts]
        for text in texts:
            if trouble := draft.refused(one, text, register):
                raise click.BadParameter(f"--{one.name}: {trouble}")
        if not texts:
            offered = one.default(answers, date.today().year)
            texts = _asked(one, offered, register) if ask else [offered] if offered else []
        answers[one.name] = texts if one.many else "".join(texts)
    if not answers["id"]:
        raise click.BadParameter("titeln ger inget id; ange ett med --id")
    return answers


def _asked(question: draft.Question, offered: str, register: load.Register) -> list[str]:
    """Ask until the answer will do; several answers are parted by commas."""
    choices: Mapping[str, Mapping[str, Satsning | Omrade]] = {
        "satsning": register.satsningar,
        "omrade": register.omraden,
    }
    click.echo(f"\n{question.description}")
    for one in choices.get(question.field, {}).values():
        click.echo(f"  {one.id}  {one.namn}")
    label = f"{question.title}{' (flera: skriv komma emellan)' if question.many else ''}"
    while True:
        said = click.prompt(label, default=offered, show_default=bool(offered))
        parts = said.split(",") if question.many else [said]
        texts = list(filter(None, map(clean, parts)))
        troubles = [draft.refused(question, text, register) for text in texts]
        if question.needed and not texts:
            troubles = ["svaret behövs"]
        if not any(troubles):
            return texts
        click.echo("\n".join(filter(None, troubles)))


@cli.command("schema")
@_ROOT
def write_schema(root: Path) -> None:
    """Skriv JSON Schema för varje datafil i content/schema/.

    Med dem kan en textredigerare föreslå fält och id och visa fel medan du skriver. Kör
    kommandot igen när ett register eller formatet har ändrats.
    """
    files = load.read(root)
    register, problems = load.load(files)
    unread = {f"{load.DATA}/{name}.yml" for name, ids in register.known_ids.items() if ids is None}
    if wrong := [one for one in problems if one.file in unread]:
        click.echo(report.as_text(wrong, _texts(files, wrong)), nl=False, err=True)
        click.echo("Inget är skrivet.", err=True)
        sys.exit(Exit.PROBLEMS)
    schemas = list(schema.render(register.known_ids))
    written = site.write_files(root, schemas)
    for path in written:
        click.echo(f"Skrev {path}")
    click.echo(f"{len(schemas)} scheman, varav {len(written)} ändrade.")


@cli.command("verify-sources")
@click.argument("mapp")
@_ROOT
def verify_sources(mapp: str, root: Path) -> None:
    """Kontrollera att varje belopp står i handlingen, på den plats som anges.

    MAPP är mappen med handlingarna som text; filernas namn står i fältet fil.
    """
    if not Path(mapp).is_dir():
        raise click.BadParameter(f"hittar ingen mapp {mapp!r}")
    publication, problems, texts = _read(root)
    if publication is None:
        click.echo(report.as_text(problems, texts), nl=False, err=True)
        sys.exit(Exit.PROBLEMS)
    register = publication.register
    names = [one.fil for beslut in register.beslut for one in beslut.handlingar if one.fil]
    read = load.read_documents(Path(mapp), names)
    texts = {name: content.decode("utf-8", "replace") for name, content in read.items()}
    figures = list(sources.figures(publication.rows))
    documents = sources.documents_of(register.beslut, figures, texts)
    results = list(sources.verify(figures, documents))
    for line in report.as_findings(register, results):
        click.echo(line)
    for (beslut_id, handling_id), document in documents.items():
        own = [
            one
            for one in figures
            if (one.beslut.beslut_id, one.kalla.handling) == (beslut_id, handling_id)
        ]
        missing = sources.left_out(document, own)
        if missing:
            listed = "; ".join(missing)
            click.echo(f"{beslut_id}, {handling_id}: belopp som inte finns i uppgifterna: {listed}")
    for name in sorted(set(names) - set(read)):
        click.echo(f"{name}: filen finns inte i mappen.", err=True)
    right = sum(one.finding is sources.Finding.HAR for one in results)
    click.echo(f"{right} av {len(figures)} belopp står i det avsnitt som anges.")
    sys.exit(Exit.FINE if right == len(figures) else Exit.PROBLEMS)


def _read(root: Path) -> tuple[Publication | None, Sequence[Problem], dict[str, str]]:
    """Read and judge all data; the files' texts come along for showing lines."""
    return _judge(load.read(root))


def _judge(
    files: Mapping[str, bytes],
) -> tuple[Publication | None, Sequence[Problem], dict[str, str]]:
    register, found = load.load(files)
    publication, problems = publish(register, found, date.today())
    return publication, problems, _texts(files, problems)


def _texts(files: Mapping[str, bytes], problems: Sequence[Problem]) -> dict[str, str]:
    """The text of each file that a problem is in, for showing its line."""
    shown = {one.file for one in problems}
    return {name: files[name].decode("utf-8-sig", "replace") for name in shown if name in files}


def _exit_for(problems: Sequence[Problem]) -> Exit:
    return Exit.PROBLEMS if any(one.is_error for one in problems) else Exit.FINE


def _summary(publication: Publication | None, problems: Sequence[Problem]) -> str:
    """One closing line: how much was read, or how much is wrong."""
    errors = sum(one.is_error for one in problems)
    warnings = len(problems) - errors
    counted = []
    if errors:
        counted.append(f"{errors} fel")
    if warnings:
        counted.append(f"{warnings} {'varning' if warnings == 1 else 'varningar'}")
    if publication is None:
        return f"{' och '.join(counted)}. Skriv tilldelat explain KOD för att läsa mer om ett fel."
    amounts = sum(row.belopp is not None and not row.harledd for row in publication.rows)
    read = (
        f"{len(publication.register.beslut)} beslut och förslag, {amounts} belopp och "
        f"{len(publication.kontroller)} kontroller"
    )
    return f"{read}: {' och '.join(counted) if counted else 'inga fel'}."


def main() -> None:
    """Run the command; a fault of ours says so instead of looking like one of the data's."""
    try:
        sys.exit(cli(prog_name="tilldelat", standalone_mode=False))
    except click.UsageError as error:
        click.echo(refusal(error), err=True)
        sys.exit(Exit.WRONG_USE)
    except click.Abort:
        click.echo("Avbrutet.", err=True)
        sys.exit(130)
    except OSError as error:
        click.echo(
            f"Går inte att läsa eller skriva: {error.filename or ''} ({error.strerror})", err=True
        )
        sys.exit(Exit.DISK)
    except Exception:
        if os.environ.get("TILLDELAT_FELSOK"):
            raise
        last = traceback.format_exc().strip().splitlines()[-1]
        click.echo(
            f"Ett fel i programmet, inte i uppgifterna: {last}\n"
            "Sätt TILLDELAT_FELSOK=1 och kör igen för att se hela spåret, och rapportera det.",
            err=True,
        )
        sys.exit(Exit.OUR_FAULT)
