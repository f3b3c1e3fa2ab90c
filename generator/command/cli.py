"""The command `tilldelat`: arguments in, exit codes out; everything it prints is Swedish.

Exit codes are part of the public contract: 0 fine, 1 problems in the data, 2 wrong use, 3 the
site builder failed, 4 can't read or write, 70 a fault of ours.

A command that needs more than the data itself imports it when it runs: `check` is half as long
a wait without pandas, the pages and the web server.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from errno import EACCES, EADDRINUSE, EEXIST, EFBIG, ENOSPC, ENOTDIR, EPERM, EROFS, EXDEV
from io import TextIOWrapper
from pathlib import Path
from textwrap import indent

import click

from generator.checking.codes import CATALOGUE
from generator.checking.judge import judge, nothing_thrown_away
from generator.command import edit as edit_commands
from generator.command import report
from generator.command.shared import ROOT, Exit, exit_for, read_and_judge, summary
from generator.command.swedish_click import OneOf, SwedishGroup, refusal
from generator.reading import load
from generator.reading.register import DATA
from generator.words.escaping import visible_line


@click.group(cls=SwedishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tilldelat", message="tilldelat %(version)s")
def cli() -> None:
    """Bygg en webbplats som visar hur offentliga pengar har fördelats."""


for _command in edit_commands.COMMANDS:
    cli.add_command(_command)


@cli.command()
@ROOT
@click.option(
    "--format",
    "form",
    type=OneOf(report.FORMATS),
    metavar="FORMAT",
    default="text",
    help="text för människor, github för noteringar i en pull request, json för program.",
)
@nothing_thrown_away()
def check(root: Path, form: str) -> None:
    """Kontrollera uppgifterna och visa alla fel. Inget skrivs."""
    judged, texts = read_and_judge(root)
    problems = judged.problems
    click.echo(report.FORMATS[form](problems, texts), nl=False)
    if form == "text":
        click.echo(summary(judged))
    # GitHub names a file whose Markdown it shows on the page of the workflow's run.
    if form == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(page).open("a", encoding="utf-8") as stream:
            stream.write(report.as_summary(problems))
    sys.exit(exit_for(problems))


@cli.command()
@ROOT
@click.option(
    "--plain",
    is_flag=True,
    help="Låt mkdocs göra allt själv: långsammare, men samma sidor. För den som felsöker.",
)
def build(root: Path, plain: bool) -> None:
    """Kontrollera uppgifterna och bygg hela webbplatsen i site/."""
    from generator.command import build as site

    code, trouble = site.build(root, "tilldelat build", plain=plain)
    if trouble:
        click.echo(f"{trouble}\nDen tidigare webbplatsen i site/ är orörd.", err=True)
    sys.exit(code)


@cli.command()
@ROOT
@click.option(
    "--port", type=int, default=8000, metavar="PORT", help="Porten på den här datorn (8000)."
)
def serve(root: Path, port: int) -> None:
    """Bygg, visa webbplatsen på den här datorn och bygg om när något ändras."""
    from generator.command import build as site
    from generator.command import serve as server

    def attempt() -> str:
        trouble = site.build(root, "tilldelat serve")[1]
        if trouble:
            click.echo(trouble, err=True)
        return trouble

    server.serve(root, attempt, click.echo, port)


@cli.command()
@click.argument("base")
@ROOT
@click.option(
    "--head",
    metavar="HEAD",
    help="Ändringen, skriven som BASE. Utan --head gäller uppgifterna i mappen som de är nu.",
)
@click.option(
    "--format",
    "form",
    type=OneOf(("text", "markdown", "json")),
    metavar="FORMAT",
    default="text",
    help="text för människor, markdown för en kommentar på GitHub, json för program.",
)
@nothing_thrown_away()
def diff(base: str, root: Path, head: str | None, form: str) -> None:
    """Visa vad en ändring gör med pengarna, kontrollerna och sidorna.

    BASE är det som jämförs med: en version i git, som main eller HEAD~1, eller en mapp med ett
    annat content/.
    """
    from generator.comparing import changes
    from generator.comparing import report as diff_report

    remembered = load.Remembered()
    before = judge(_read_state(base, root), remembered=remembered)
    files = load.read(root) if head is None else _read_state(head, root)
    after = judge(files, date.today(), remembered)
    changed = changes.compare(before, after)
    click.echo(diff_report.FORMATS[form](changed), nl=False)
    sys.exit(Exit.PROBLEMS if changed.liggare else exit_for(after.problems))


def _read_state(named: str, root: Path) -> load.Files:
    """The data of another folder, or of a revision in the folder's git."""
    from generator.reading import history

    if named and (Path(named) / DATA).is_dir():
        return load.read(Path(named))
    try:
        return history.read_revision(root, named)
    except history.NoRevisionError as error:
        raise click.BadParameter(str(error)) from error


@cli.command()
@click.argument("kod")
def explain(kod: str) -> None:
    """Förklara vad ett fel betyder. KOD står efter platsen i felmeddelandet."""
    entry = CATALOGUE.get(kod)
    if entry is None:
        near = get_close_matches(kod, CATALOGUE, n=1)
        guess = f"menades {near[0]}?" if near else f"koderna är {', '.join(CATALOGUE)}"
        raise click.BadParameter(f"koden {kod!r} finns inte ({guess})")
    click.echo(f"{kod}\n  {entry.meaning}\n  Varför: {entry.why}")
    for word, example in (("Fel", entry.wrong), ("Rätt", entry.right)):
        click.echo(f"\n  {word}:\n{indent(example.rstrip(), '    ')}")


@cli.command()
@click.argument("plats")
def verify(plats: str) -> None:
    """Pröva en publicerad webbplats: filer, tabeller och summor.

    PLATS är en mapp (site) eller en adress (https://…/). Ingenting skrivs, och allt räknas om ur
    de publicerade filerna, som vem som helst kan göra.
    """
    from generator.verifying.source import UnreadableError, source
    from generator.verifying.verify import as_text
    from generator.verifying.verify import verify as verified

    try:
        done = verified(source(plats))
    except UnreadableError as error:
        click.echo(f"Det går inte att pröva {visible_line(str(error))}", err=True)
        sys.exit(Exit.DISK)
    click.echo(as_text(done, plats), nl=False)
    sys.exit(Exit.PROBLEMS if done.faults else Exit.FINE)


@cli.command("verify-sources")
@click.argument("mapp")
@ROOT
def verify_sources(mapp: str, root: Path) -> None:
    """Kontrollera att varje belopp står i handlingen, på den plats som anges.

    MAPP är mappen med handlingarna som text; filernas namn står i fältet fil.
    """
    from generator.checking import documents as sources
    from generator.reckoning.amounts import stated_amounts

    if not Path(mapp).is_dir():
        raise click.BadParameter(f"hittar ingen mapp {mapp!r}")
    judged, shown = read_and_judge(root)
    if judged.errors:
        click.echo(report.as_text(judged.problems, shown), nl=False, err=True)
        sys.exit(Exit.PROBLEMS)
    register = judged.register
    handlingar = [handling for beslut in register.beslut for handling in beslut.handlingar]
    names = [handling.fil for handling in handlingar if handling.fil]
    read = load.read_documents(Path(mapp), names)
    texts = {name: content.decode("utf-8", "replace") for name, content in read.items()}
    amounts = tuple(stated_amounts(judged.rows))
    documents = sources.documents_of(register.beslut, amounts, texts)
    results = list(sources.verify(amounts, documents))
    for line in report.as_findings(register, results):
        click.echo(line)
    for key, document in documents.items():
        of_document = [
            amount for amount in amounts if (amount.id.rad.beslut_id, amount.kalla.handling) == key
        ]
        if missing := "; ".join(sources.left_out(document, of_document)):
            click.echo(f"{', '.join(key)}: belopp som inte finns i uppgifterna: {missing}")
    for name in sorted(set(names) - set(read)):
        click.echo(f"{name}: filen finns inte i mappen.", err=True)
    right = sum(result.is_there for result in results)
    click.echo(f"{right} av {len(amounts)} belopp står i det avsnitt som anges.")
    sys.exit(Exit.FINE if right == len(amounts) else Exit.PROBLEMS)


_REFUSALS = {
    EACCES: "rättigheter saknas",
    EADDRINUSE: "porten används redan; välj en annan med --port",
    EEXIST: "där ligger redan något annat med det namnet",
    EFBIG: "filen blir större än den får vara på den här datorn",
    ENOSPC: "disken är full",
    ENOTDIR: "en fil ligger där det ska vara en mapp",
    EPERM: "rättigheter saknas",
    EROFS: "disken går bara att läsa",
    EXDEV: "build och site ligger på olika diskar",
}
"""What the system says in English, where it is not about one thing that has words of its own."""


def main() -> None:
    """Run the command; a fault of ours says so instead of looking like one of the data's."""
    for stream in (sys.stdout, sys.stderr):  # what a terminal can't show never stops a command
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with suppress(ValueError):  # only the main thread may
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # clear up, as after Ctrl+C
    try:
        sys.exit(cli(prog_name="tilldelat", standalone_mode=False))
    except click.UsageError as error:
        click.echo(refusal(error), err=True)
        sys.exit(Exit.WRONG_USE)
    except click.Abort:
        click.echo("Avbrutet.", err=True)
        sys.exit(130)
    except OSError as error:
        named = f"{visible_line(str(error.filename))} " if error.filename else ""
        why = _REFUSALS.get(error.errno or 0, error.strerror)
        click.echo(f"Går inte att läsa eller skriva: {named}({why})", err=True)
        sys.exit(Exit.DISK)
    except Exception:
        if os.environ.get("TILLDELAT_FELSOK"):
            raise
        last = visible_line(traceback.format_exc().strip().splitlines()[-1])
        click.echo(
            f"Ett fel i programmet, inte i uppgifterna: {last}\n"
            "Sätt TILLDELAT_FELSOK=1 och kör igen för att se hela spåret, och rapportera det.",
            err=True,
        )
        sys.exit(Exit.OUR_FAULT)
