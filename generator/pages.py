"""The pages: one row in `PAGE_TYPES` and one template for each kind of page.

A page type says which pages there are and what each one's template is given; how it looks is
the template's alone. The result is plain Markdown that any builder can take from there.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from generator import addresses, swedish
from generator.exports import File
from generator.fields import Omfattning
from generator.model import Beslut, Insats, Ram
from generator.publication import Publication, themes
from generator.reconcile import Kontroll, Verdikt
from generator.rows import Niva, Row
from generator.tables import case_numbers, sums_by_status, total_check
from generator.templates import STATUS_LABELS, environment


class Page(NamedTuple):
    """One page to be written: where, what it is called, and what its template is given."""

    address: str
    title: str
    description: str
    content: Mapping[str, Any]
    long: bool = False
    """Whether the page is long enough to need a list of its headings."""


@dataclass(frozen=True)
class View:
    """A table on a page: its caption, and the rows of a public table that it shows."""

    id: str
    caption: str
    rows: Sequence[Any]
    table: str = ""
    """The public table that the rows are from."""

    @property
    def names_recipients(self) -> bool:
        """Whether any insats says who receives or answers for the money."""
        return any(one.mottagare or one.ansvarig for one in self._insatser)

    @property
    def names_goals(self) -> bool:
        """Whether any insats says what it is to lead to."""
        return any(one.mal for one in self._insatser)

    @property
    def _insatser(self) -> list[Insats]:
        return [row.data for row in self.rows if isinstance(row.data, Insats)]


def render(publication: Publication, templates: Sequence[Path]) -> Iterator[File]:
    """Every page as Markdown. `templates` are searched in order for `pages/` and `macros/`."""
    world = environment(publication, templates)
    for template_name, pages in PAGE_TYPES:
        template = world.get_template(f"pages/{template_name}.md.j2")
        for page in pages(publication):
            body = template.render(page=page, **page.content)
            hidden = ["navigation"] if page.long else ["navigation", "toc"]
            front = {
                "title": html.escape(page.title),
                "description": html.escape(page.description),
                "hide": hidden,
            }
            lines = [f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in front.items()]
            text = "\n".join(["---", *lines, "---", "", body.strip(), ""])
            yield File(f"{page.address}index.md", text.encode("utf-8"))


def _start(publication: Publication) -> Iterator[Page]:
    org = publication.organisation
    sums = sums_by_status(publication.tables["beslut"].frame)
    years = [(year, publication.beslut_of(year)) for year in publication.years]
    yield Page(
        addresses.START,
        f"{org.webbplatsnamn} – så fördelas statens bidrag",
        f"Hur {org.namn} fördelar riktade statsbidrag: område, insats och krona för krona.",
        {
            "summor": [(status, sums.get(status.value)) for status in STATUS_LABELS],
            "antal": {
                one: sum(b.status is one for b in publication.register.beslut)
                for one in STATUS_LABELS
            },
            "ar": View("ar", "Beslut och förslag per år", years),
            "omraden": View("omraden", "Områden", _omrade_series(publication)),
            "avviker": [one for one in publication.kontroller if one.verdikt is Verdikt.AVVIKER],
            "antal_kontroller": len(publication.kontroller),
        },
    )


def _omrade_series(publication: Publication) -> list[dict[str, Any]]:
    """Every område with its rows of each year, in alphabetical order."""
    omraden = sorted(
        publication.register.omraden.values(), key=lambda one: swedish.sort_key(one.namn)
    )
    rows = [row for row in publication.rows if row.niva is Niva.OMRADE]
    return [
        {
            "omrade": one,
            "rader": [row for row in rows if row.omrade_id == one.id],
            "ar": publication.omrade_years.get(one.id, ()),
        }
        for one in omraden
    ]


def _ar(publication: Publication) -> Iterator[Page]:
    org = publication.organisation
    for year in publication.years:
        beslut = publication.beslut_of(year)
        rows = [row for row in publication.rows if row.beslut.ar == year]
        frame = publication.tables["beslut"].frame
        frames = [
            row for row in publication.rows if isinstance(row.data, Ram) and row.data.ar == year
        ]
        yield Page(
            addresses.ar(year),
            f"{year}",
            f"Riktade statsbidrag {year} i {org.namn}: beslut, områden och belopp.",
            {
                "ar": year,
                "fore": max((one for one in publication.years if one < year), default=None),
                "efter": min((one for one in publication.years if one > year), default=None),
                "summor": sums_by_status(frame[frame["ar"] == year]),
                "beslut": View("beslut", f"Beslut och förslag {year}", beslut, "beslut"),
                "omraden": View(
                    "omraden",
                    f"Belopp per område {year}",
                    [row for row in rows if row.niva is Niva.OMRADE],
                    "omraden",
                ),
                "teman": _themes_without_amount(publication, rows),
                "riket": View(
                    "riket",
                    f"Statens pengar till hela landet {year}",
                    [row for row in frames if _omfattning(row) is Omfattning.RIKET],
                    "ramar",
                ),
                "preliminart": View(
                    "preliminart",
                    f"Preliminära belopp för regionen {year}",
                    [row for row in frames if _omfattning(row) is Omfattning.REGIONEN],
                    "ramar",
                ),
                "kontroller": View(
                    "kontroller",
                    f"Summor att känna till {year}",
                    worst_first(
                        one
                        for one in publication.kontroller
                        if one.subject.beslut.ar == year and one.verdikt is not Verdikt.STAMMER
                    ),
                    "kontroller",
                ),
            },
        )


def _omfattning(row: Row) -> Omfattning | None:
    return row.data.omfattning if isinstance(row.data, Ram) else None


def _themes_without_amount(publication: Publication, rows: Sequence[Row]) -> list[str]:
    """Områden that the year's money touches without having an amount of their own."""
    own = {row.omrade_id for row in rows if row.niva is Niva.OMRADE}
    other = {omrade for row in rows for omrade in themes(row)} - own
    return sorted(other, key=lambda one: swedish.sort_key(publication.register.omraden[one].namn))


def _omrade_ar(publication: Publication) -> Iterator[Page]:
    for omrade_id, years in publication.omrade_years.items():
        omrade = publication.register.omraden[omrade_id]
        for at, year in enumerate(years):
            rows = [row for row in publication.rows if row.beslut.ar == year]
            own = [row for row in rows if row.niva is Niva.OMRADE and row.omrade_id == omrade_id]
            beslut = {row.beslut.beslut_id: row.beslut for row in rows if omrade_id in themes(row)}
            inside = {row.rad_id for row in own}
            parts = [
                row
                for row in rows
                if row.overordnad_id in inside and row.niva in {Niva.DELOMRADE, Niva.VARAV}
            ]
            insatser = [
                row for row in rows if row.niva is Niva.INSATS and row.omrade_id == omrade_id
            ]
            undivided = [
                row
                for row in rows
                if row.niva is Niva.INSATS
                and not row.omrade_id
                and row.beslut.beslut_id in {one.beslut.beslut_id for one in own}
            ]
            mentions = [row for row in rows if omrade_id in themes(row) and row not in own]
            yield Page(
                addresses.omrade_ar(year, omrade_id),
                f"{omrade.namn} {year}",
                f"{omrade.namn} {year}: belopp, insatser, villkor och källor.",
                {
                    "omrade": omrade,
                    "ar": year,
                    "fore": years[at - 1] if at else None,
                    "efter": years[at + 1] if at + 1 < len(years) else None,
                    "beslut": list(beslut.values()),
                    "egna": View("belopp", f"Belopp till {omrade.namn} {year}", own, "omraden"),
                    "delbelopp": View("delar", f"Delar av {omrade.namn} {year}", parts, "omraden"),
                    "insatser": View(
                        "insatser", _how_many_have_amounts(insatser), insatser, "insatser"
                    ),
                    "ofordelade": View(
                        "ofordelade",
                        _how_many_have_amounts(undivided),
                        undivided,
                        "insatser",
                    ),
                    "ingar": View(
                        "ingar",
                        f"Där {omrade.namn} ingår {year}, utan eget belopp",
                        mentions,
                        "insatser",
                    ),
                    "villkor": _conditions(own, beslut.values()),
                },
            )


def _conditions(own: Sequence[Row], beslut: Any) -> list[tuple[Beslut, list[Any]]]:
    """The conditions of each decision that hold for all of it or for the område's part."""
    parts = {row.lokal_id for row in own}
    found = []
    for one in beslut:
        held = [
            villkor
            for villkor in one.villkor
            if not villkor.galler_del or villkor.galler_del.split("/")[0] in parts
        ]
        if held:
            found.append((one, held))
    return found


def _omraden(publication: Publication) -> Iterator[Page]:
    yield Page(
        addresses.OMRADEN,
        "Områden",
        "Alla områden som har fått pengar, år för år.",
        {"omraden": View("omraden", "Områden och belopp per år", _omrade_series(publication))},
    )


def _omrade(publication: Publication) -> Iterator[Page]:
    followers: dict[str, list[str]] = {}
    for one in publication.register.omraden.values():
        for earlier in one.efterfoljer:
            followers.setdefault(earlier, []).append(one.id)
    for series in _omrade_series(publication):
        omrade, years = series["omrade"], series["ar"]
        span = range(years[0], years[-1] + 1) if years else ()
        rows = {year: [row for row in series["rader"] if row.beslut.ar == year] for year in span}
        yield Page(
            addresses.omrade(omrade.id),
            omrade.namn,
            f"{omrade.namn}: belopp per år, beslut och insatser.",
            {
                "omrade": omrade,
                "serie": View("serie", f"{omrade.namn} år för år", list(rows.items()), "omraden"),
                "sidor": set(years),
                "efterfoljare": followers.get(omrade.id, ()),
                "brott": {one.ar: one for one in omrade.brott},
            },
        )


def _beslut_index(publication: Publication) -> Iterator[Page]:
    newest = sorted(publication.register.beslut, key=lambda one: (-one.ar, one.id))
    yield Page(
        addresses.BESLUT,
        "Beslut",
        "Alla beslut och förslag om riktade statsbidrag, det senaste först.",
        {"beslut": View("beslut", "Beslut och förslag", newest, "beslut")},
    )


def _beslut(publication: Publication) -> Iterator[Page]:
    for beslut in publication.register.beslut:
        rows = publication.beslut_rows[beslut.beslut_id]
        own = [one for one in publication.kontroller if one.subject.beslut is beslut]
        divided = [row for row in rows if row.niva in _DIVISION and not row.harledd]
        checked = [
            one for one in own if one.kontroll in _SUMS or one.verdikt is not Verdikt.STAMMER
        ]
        frames = [row for row in rows if row.niva is Niva.RAM]
        yield Page(
            addresses.beslut(beslut),
            beslut.titel,
            f"{STATUS_LABELS[beslut.status]} {beslut.ar}: {beslut.titel}. "
            "Belopp, insatser, villkor och kontroller.",
            {
                "beslut": beslut,
                "rad": rows[0],
                "namn": {row.lokal_id: row.namn for row in rows},
                "satsning": publication.register.satsningar[beslut.satsning],
                "diarienummer": case_numbers(beslut),
                "summa": total_check(own),
                "hela_omradet": next((row for row in rows if row.harledd), None),
                "omraden": View("fordelning", "Områdenas belopp, med delar", divided, "omraden"),
                "insatser": _insats_views(rows),
                "aktiviteter": View(
                    "aktiviteter",
                    "Aktiviteter och mål utan egna pengar",
                    [row for row in rows if row.niva is Niva.AKTIVITET],
                    "insatser",
                ),
                "riket": View(
                    "riket",
                    f"Statens pengar {beslut.ar}, i hela landet",
                    [row for row in frames if _omfattning(row) is Omfattning.RIKET],
                    "ramar",
                ),
                "preliminart": View(
                    "preliminart",
                    "Planerade belopp, som kan ändras",
                    [row for row in frames if _omfattning(row) is Omfattning.REGIONEN],
                    "ramar",
                ),
                "kontroller": View(
                    "kontroller",
                    "Angivet i handlingen och omräknat",
                    worst_first(checked),
                    "kontroller",
                ),
                "ovriga_kontroller": len(own) - len(checked),
            },
            long=True,
        )


_SUMS = {"omraden", "delomraden", "insatser", "delposter", "ram", "planeringsram"}
"""The kinds of check that add parts up; the others compare two statements of one figure."""


def _insats_views(rows: Sequence[Row]) -> list[tuple[Row, View]]:
    """The insatser of a decision, one table for each område and one for those outside all."""
    found = []
    for around in rows:
        if around.niva not in {Niva.BESLUT, Niva.OMRADE}:
            continue
        own = [row for row in rows if row.overordnad_id == around.rad_id]
        insatser = [row for row in own if row.niva is Niva.INSATS]
        ids = {row.rad_id for row in insatser}
        shown = [row for row in rows if row.rad_id in ids or row.overordnad_id in ids]
        if shown:
            caption = _how_many_have_amounts(insatser)
            name = f"insatser-{around.omrade_id}" if around.niva is Niva.OMRADE else "insatser"
            found.append((around, View(name, caption, shown, "insatser")))
    return found


def _how_many_have_amounts(insatser: Sequence[Row]) -> str:
    """What a table of insatser covers: `1 av 9 insatser har ett eget belopp`."""
    stated = sum(row.belopp is not None for row in insatser)
    if len(insatser) == 1:
        return "Insatsen har ett eget belopp" if stated else "Insatsen har inget eget belopp"
    return f"{stated} av {len(insatser)} insatser har ett eget belopp"


_DIVISION = {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV}


def worst_first(kontroller: Any) -> list[Kontroll]:
    """Checks with the worst verdict first, the newest decision first within a verdict."""
    return sorted(kontroller, key=lambda one: (one.verdikt.rank, -one.subject.beslut.ar))


def _kontroller(publication: Publication) -> Iterator[Page]:
    checks = worst_first(publication.kontroller)
    numbers = {one: sum(check.verdikt is one for check in checks) for one in Verdikt}
    yield Page(
        addresses.KONTROLLER,
        "Så stämmer siffrorna",
        "Varje summa i handlingarna, omräknad: det angivna, det beräknade och skillnaden.",
        {
            "kontroller": View("kontroller", "Alla omräknade summor", checks, "kontroller"),
            "antal": {verdikt: number for verdikt, number in numbers.items() if number},
        },
    )


def _data(publication: Publication) -> Iterator[Page]:
    yield Page(
        addresses.DATA,
        "Data",
        "Alla uppgifter som tabeller att ladda ner, med en beskrivning av varje kolumn.",
        {"tabeller": View("tabeller", "Tabeller att ladda ner", list(publication.tables.values()))},
        long=True,
    )


def _sidor(publication: Publication) -> Iterator[Page]:
    for name, text in publication.register.sidor.items():
        title = next(
            (line[2:].strip() for line in text.splitlines() if line.startswith("# ")), name
        )
        first = next((line for line in text.splitlines() if line and line[0].isalpha()), title)
        yield Page(f"{name}/", title, first, {"text": Markup(text), "namn": name})


PAGE_TYPES: tuple[tuple[str, Callable[[Publication], Iterator[Page]]], ...] = (
    ("start", _start),
    ("ar", _ar),
    ("omrade_ar", _omrade_ar),
    ("omraden", _omraden),
    ("omrade", _omrade),
    ("beslut_index", _beslut_index),
    ("beslut", _beslut),
    ("kontroller", _kontroller),
    ("data", _data),
    ("sida", _sidor),
)
"""Every kind of page: its template, and the function that says which pages there are."""
