"""Every figure that the program makes, against an independent reckoning from the public tables.

Registers are generated with all that may become of a decision. No text in them holds a digit, so
that every figure in what the pages mark as reckoned (`data-raknat`, `<data class="siffra">`) is the
program's own. The reckoning here reads the records of the public tables and nothing else.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import lxml.html
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.checking.judge import judge
from generator.pages.render import render
from generator.publishing import feeds
from generator.publishing.publication import Publication, publish
from tests.conftest import ROOT
from tests.smallest import MOTTAGARE, OMRADEN, SATSNINGAR, STEADY, Files, valid

REGISTERS = 12
LIVING = ("beslutad", "forslag")
OMRADE_IDS = ("alfa", "beta", "gamma")
RECIPIENTS = ("ena", "andra", "tredje")
SUMS = ("omraden", "delomraden", "insatser", "delposter", "per_ar", "ram", "planeringsram")
"""The kinds of check that add parts up."""
YEARS = (2021, 2022, 2023)

Data = dict[str, Any]


# The registers.


def names(number_of: int) -> str:
    """A word without digits for a number."""
    return "abcdefghijklmnopqrstuvwxyz"[number_of % 26] * (1 + number_of // 26)


@dataclass
class Maker:
    """Draws a register: each decision of a round of grants, and what became of it."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    decisions: dict[str, Data] = field(default_factory=dict)

    def yes(self, one_in: int = 2) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def amount(self) -> str:
        """An amount of some kind; most are exact."""
        kr = self.draw(st.integers(2, 90)) * 1000 + 1
        kind = self.draw(st.integers(0, 9))
        if kind == 9:
            return f"{kr}–{kr + 5000} kr"
        return {7: "högst ", 8: "cirka "}.get(kind, "") + f"{kr} kr"

    def insats(self, at: int) -> Data:
        insats: Data = {"namn": f"Insats {names(at)}"}
        if self.yes(3):
            insats["mottagare"] = self.draw(st.sampled_from(RECIPIENTS))
        if self.yes(6):
            return insats | {"avslag": True, "sokt": "5000 kr"}
        if self.yes(4):
            return insats
        if self.yes(6):
            parts = [{"namn": f"Del {names(part)}", "belopp": self.amount()} for part in range(2)]
            return insats | {"delposter": parts}
        insats["belopp"] = self.amount()
        if self.yes(5) and insats["belopp"][0].isdigit() and "–" not in insats["belopp"]:
            insats |= self.shares(insats["belopp"])
        elif self.yes(9):
            insats["avser_ar"] = 2024
        if self.yes(6):
            insats["utfall"] = [{"per": "2023-12-31", "anvant": "1000 kr"}]
        return insats

    def shares(self, amount: str) -> Data:
        """An exact amount in two years, of which the first may say too little or nothing."""
        kr = int(amount.removesuffix(" kr"))
        of_first = kr // 3
        shares: list[Data] = [
            {"ar": 2022, "belopp": f"{of_first} kr"},
            {"ar": 2024, "belopp": f"{kr - of_first} kr"},
        ]
        match self.draw(st.integers(0, 5)):
            case 0:
                del shares[0]["belopp"]
            case 1:
                shares[0]["belopp"] = f"högst {of_first // 2} kr"
            case 2:
                shares[0]["belopp"] = f"{of_first + 1000} kr"
            case 3:
                shares[0]["belopp"] = f"{kr}–{kr + 5} kr"
        return {"per_ar": shares}

    def insatser(self) -> list[Data]:
        return [self.insats(at) for at in range(self.draw(st.integers(0, 3)))]

    def decision(self, ar: int, satsning: str, **more: Any) -> str:
        """A decision with its parts; gives its id."""
        name = names(len(self.decisions))
        status = more.pop("status", None) or self.draw(st.sampled_from(LIVING))
        day = f"{ar}-0{self.draw(st.integers(1, 9))}-15"
        beslut: Data = {
            "titel": f"Titel {name}",
            "satsning": satsning,
            "status": status,
            "sammanfattning": "Pengar fördelas.",
            "beslutsdatum": day,
            "handlingar": [{"id": "handling", "titel": "Handling", "typ": "beslut"}],
            "kalla": {"handling": "handling", "avsnitt": "Början"},
            **more,
        }
        if self.yes(3):
            beslut |= {"omrade": self.draw(st.sampled_from(OMRADE_IDS))}
            beslut["insatser"] = self.insatser()
            if self.yes():
                beslut["belopp"] = f"{self.draw(st.integers(100, 900))}001 kr"
                if self.yes(3):
                    beslut |= self.shares(beslut["belopp"])
        else:
            chosen = self.draw(st.lists(st.sampled_from(OMRADE_IDS), min_size=1, unique=True))
            beslut["omraden"] = [self.omrade(id_) for id_ in chosen]
            if self.yes(3):
                beslut["belopp"] = self.amount()
        if self.yes(3):
            beslut["ramar"] = [
                {
                    "id": "riket",
                    "namn": "Hela landet",
                    "ar": ar,
                    "omfattning": "riket",
                    "ramtyp": "totalt",
                    "belopp": "9000000 kr",
                }
            ]
        id_ = f"{ar}/{name}"
        self.decisions[id_] = {key: value for key, value in beslut.items() if value != []}
        return id_

    def omrade(self, id_: str) -> Data:
        omrade: Data = {"omrade": id_, "rubrik": f"Rubrik {id_}", "insatser": self.insatser()}
        if self.yes(5):
            omrade["teman"] = [self.draw(st.sampled_from(OMRADE_IDS))]
        if self.yes():
            omrade["belopp"] = self.amount()
        return {key: value for key, value in omrade.items() if value != []}

    def change(self, changed: str) -> None:
        """A decision that changes what some insatser of another get, and brings in a new one."""
        old = self.decisions[changed]
        whole = next(iter(old.get("omraden", [])), old)
        inside = [{"namn": "Ny insats", "belopp": "+7001 kr"}]
        for insats in whole.get("insatser", []):
            if "belopp" in insats and insats["belopp"][0].isdigit() and "–" not in insats["belopp"]:
                inside.append({"namn": insats["namn"], "belopp": "−1001 kr"})
        same = {key: old[key] for key in ("satsning", "status", "handlingar", "kalla")}
        new: Data = {
            **same,
            "titel": f"Ändrar {old['titel']}",
            "sammanfattning": "Pengar flyttas.",
            "andrar": changed,
            "beslutsdatum": f"{2024 + len(self.decisions)}-02-01",
        }
        if whole is old:
            new |= {"omrade": old["omrade"], "insatser": inside}
        else:
            heading = {key: whole[key] for key in ("omrade", "rubrik")}
            new["omraden"] = [heading | {"insatser": inside}]
        # In a year of its own, where nothing else is decided of the same.
        self.decisions[f"{2024 + len(self.decisions)}/andring"] = new

    def round(self, ar: int, satsning: str) -> None:
        """The decisions of a grant in a year, the second of which does something to the first."""
        first = self.decision(ar, satsning)
        status = self.decisions[first]["status"]
        match self.draw(
            st.sampled_from(("", "", "ersatt", "foreslas", "andrad", "upphavd", "jamte"))
        ):
            case "ersatt":
                self.decision(ar, satsning, status="beslutad", ersatter=first)
            case "foreslas" if status == "beslutad":
                self.decision(ar, satsning, status="forslag", ersatter=first)
            case "andrad":
                self.change(first)
            case "upphavd":
                self.decisions[first]["upphavd"] = {"datum": "2023-12-01", "text": "Det togs bort."}
            case "jamte":
                beside = {**self.decisions[first], "titel": "Jämte", "jamte": first}
                self.decisions[f"{ar}/jamte-{names(len(self.decisions))}"] = beside


@st.composite
def registers(draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Data]:
    """Decisions by id, as their files hold them."""
    maker = Maker(draw)
    rounds = [(ar, satsning) for ar in YEARS for satsning in ("ett-bidrag", "annat-bidrag")]
    for ar, satsning in draw(
        st.lists(st.sampled_from(rounds), min_size=1, max_size=4, unique=True)
    ):
        maker.round(ar, satsning)
    return maker.decisions


def listed(*entries: Mapping[str, str]) -> bytes:
    return yaml.safe_dump(list(entries), allow_unicode=True).encode()


def files_of(decisions: Mapping[str, Data]) -> Files:
    """The data files of a register."""
    files = {name: content for name, content in valid().items() if "/beslut/" not in name}
    files[OMRADEN] = listed(
        *({"id": id_, "namn": f"Område {id_}", "beskrivning": "Om det."} for id_ in OMRADE_IDS)
    )
    files[SATSNINGAR] = listed(
        *(
            {"id": id_, "namn": f"Satsning {id_}", "beskrivning": "Om det."}
            for id_ in ("ett-bidrag", "annat-bidrag")
        )
    )
    files[MOTTAGARE] = listed(*({"id": id_, "namn": f"Enhet {id_}"} for id_ in RECIPIENTS))
    for id_, data in decisions.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        files[f"content/data/beslut/{id_}.yml"] = text.encode()
    return files


def published(decisions: Mapping[str, Data]) -> Publication:
    """The register, each difference in it explained as the checks themselves ask for it."""
    checks = judge(files_of(decisions)).kontroller
    explained = {id_: dict(data) for id_, data in decisions.items()}
    for check in checks:
        if check.needs_explanation:
            about = {"galler": check.subject.lokal_id} if check.subject.lokal_id else {}
            explained[check.subject.beslut.beslut_id].setdefault("avvikelser", []).append(
                {
                    "kontroll": check.namn,
                    "differens": f"{check.differens} kr",
                    "forklaring": "Så står det.",
                    **about,
                }
            )
    judged = judge(files_of(explained))
    publication = publish(judged)
    assert publication, judged.errors
    return publication


# The reckoning, from the records of the public tables alone.

Record = Mapping[str, Any]
Amount = tuple[int, str]
"""Kronor, and of what kind they are."""
DIVISIONS: Mapping[str | None, Sequence[str]] = {
    None: ("omrade", "insats", "arsdel"),
    "omrade": ("delomrade", "insats", "arsdel"),
    "insats": ("delpost", "arsdel"),
}
"""Of which levels the parts of a decision, an område and an insats are; one of them counts."""


@dataclass(frozen=True)
class Tables:
    """What anyone can reckon from the public tables."""

    beslut: Sequence[Record]
    omraden: Sequence[Record]
    insatser: Sequence[Record]
    kontroller: Sequence[Record]
    ramar: Sequence[Record]
    mottagare: Sequence[Record]

    @cached_property
    def inside(self) -> Mapping[str, Sequence[Record]]:
        inside: dict[str, list[Record]] = defaultdict(list)
        for record in (*self.omraden, *self.insatser):
            inside[record["overordnad_id"]].append(record)
        return inside

    def parts(self, whole: Record, niva: str) -> list[Record]:
        id_ = whole.get("rad_id") or whole["beslut_id"]
        return [record for record in self.inside.get(id_, ()) if record["niva"] == niva]

    def top(self, record: Record) -> Record:
        return next(top for top in self.beslut if top["beslut_id"] == record["beslut_id"])

    def is_derived(self, record: Record) -> bool:
        """Whether it is the whole of a decision of one område, told once more as that område's."""
        return record.get("niva") == "omrade" and record["namn"] == self.top(record)["titel"]

    def amounts(self, record: Record) -> list[Amount]:
        """What a row counts as: the amount it states, else those of its parts, and no range."""
        if record["belopp_typ"]:
            kr = record["belopp_kr"]
            return [] if kr is None else [(kr, record["belopp_typ"])]
        if self.is_derived(record):
            return self.amounts(self.top(record))
        for niva in DIVISIONS.get(record.get("niva"), ()):
            parts = [part for part in self.parts(record, niva) if not self.is_derived(part)]
            if any(self.states(part) for part in parts):
                return [amount for part in parts for amount in self.amounts(part)]
        return []

    def states(self, record: Record) -> bool:
        """Whether a row or any part of it states an amount, be it a range."""
        divisions = DIVISIONS.get(record.get("niva"), ())
        parts = [part for niva in divisions for part in self.parts(record, niva)]
        return bool(record["belopp_typ"]) or any(self.states(part) for part in parts)

    def in_years(self, record: Record) -> Mapping[int, Sequence[Amount]]:
        """The amounts of a decision, an område or an insats by the year that they are for."""
        shares = self.parts(record, "arsdel")
        if shares:
            return self.in_shares(record, shares)
        for niva in {None: ("omrade", "insats"), "omrade": ("insats",)}.get(record.get("niva"), ()):
            parts = [part for part in self.parts(record, niva) if not self.is_derived(part)]
            if any(self.states(part) for part in parts):
                years: dict[int, list[Amount]] = defaultdict(list)
                for part in parts:
                    for ar, amounts in self.in_years(part).items():
                        years[ar] += amounts
                is_all = added(each for year in years.values() for each in year) == value(record)
                if years.keys() - {year_of(record)} and is_all:
                    return years
                break
        return {year_of(record): self.amounts(record)}

    def in_shares(self, record: Record, shares: Sequence[Record]) -> Mapping[int, Sequence[Amount]]:
        """The amounts by year of what says its years: what those leave over is its own year's.

        All of it is where a year says a range, or where they are more than its own year can bear.
        """
        years = {int(share["avser_ar"]): self.amounts(share) for share in shares}
        rest = (value(record) or 0) - sum(kr for year in years.values() for kr, _ in year)
        own = year_of(record)
        here = [*years.get(own, ()), (rest, self.rest_kind(record, years))]
        ranges = any(share["belopp_typ"] == "intervall" for share in shares)
        if ranges or sum(kr for kr, _ in here) < 0:
            return {own: self.amounts(record)}
        return years | {own: here} if rest else years

    def rest_kind(self, record: Record, years: Mapping[int, Sequence[Amount]]) -> str:
        """Of which kind a rest is: what a cap takes of an exact amount is known about."""
        kinds = {kind for year in years.values() for _, kind in year}
        return "exakt" if kinds <= {"exakt"} else "cirka"

    def telling(self, omrade: Record) -> Record:
        """Whose years an område has: its decision's where that is all of it."""
        whole = self.top(omrade)
        if self.is_derived(omrade):
            return whole
        alone = self.parts(whole, "omrade") == [omrade] and value(whole) == value(omrade)
        shared = self.parts(whole, "arsdel") and not self.parts(omrade, "arsdel")
        return whole if alone and shared else omrade

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Amount]]:
        """The amounts of each claim that a marked sum may make."""
        claims: dict[str, list[Amount]] = defaultdict(list)
        for top in self.beslut:
            status = top["status"]
            claims[f"summa:{status}"] += self.amounts(top)
            claims[f"satsning:{top['satsning_id']}:{status}"] += self.amounts(top)
            for ar, of_year in self.in_years(top).items():
                claims[f"ar:{ar}:{status}"] += of_year
        for omrade in self.omraden:
            if omrade["niva"] == "omrade":
                for ar, of_year in self.in_years(self.telling(omrade)).items():
                    claims[f"omrade:{omrade['omrade_id']}:{ar}:{omrade['status']}"] += of_year
                    claims[f"omraden:{ar}:{omrade['status']}"] += of_year
        for insats in self.insatser:
            if insats["niva"] == "insats" and not insats["avslag"]:
                claims[f"insatser:{insats['status']}"] += self.amounts(insats)
                claims[f"mottagare:{insats['mottagare_id']}:{insats['status']}"] += self.amounts(
                    insats
                )
        return {claim: amounts for claim, amounts in claims.items() if amounts}

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """Each claim that a marked sum or count may make, with its kronor or its number."""
        verdicts = Counter(
            f"kontroller:{check['verdikt']}"
            for check in self.kontroller
            if check["status"] in LIVING
        )
        return {claim: added(amounts) or 0 for claim, amounts in self.claims.items()} | verdicts

    def words(self, claim: str) -> list[str]:
        """What stands before a sum of a claim: that it holds caps or approximate amounts."""
        kinds = {kind for _, kind in self.claims.get(claim, ())}
        return [word for kind, word in (("hogst", "högst"), ("cirka", "cirka")) if kind in kinds]

    def stated(self, claim: str) -> list[int]:
        """The sums of a claim, decided before proposed, of those that there are."""
        return [
            self.sums[each]
            for each in (f"{claim}:{status}" for status in LIVING)
            if each in self.sums
        ]


def added(amounts: Iterable[Amount]) -> int | None:
    """What amounts come to; None where there are none."""
    kr = [kr for kr, _ in amounts]
    return sum(kr) if kr else None


def value(record: Record) -> int | None:
    """What a row counts as by its own columns: its amount, else its parts'."""
    if record["belopp_typ"] == "intervall":
        return None
    kr: int | None = record["belopp_kr"]
    return record["summa_kr"] if kr is None else kr


def year_of(record: Record) -> int:
    return int(record["avser_ar"] or record["ar"])


def tables_of(publication: Publication) -> Tables:
    fields = Tables.__dataclass_fields__
    return Tables(**{name: publication.tables[name].records for name in fields})


def counts(records: Sequence[Record]) -> Mapping[str, tuple[int, int]]:
    """Of each status: how many insatser have an amount, of how many; a change is of another."""
    counts = {}
    for status in LIVING:
        of_status = [
            each
            for each in records
            if each["niva"] == "insats" and each["status"] == status and not each["avslag"]
        ]
        every = {each["andrar_id"] or each["rad_id"] for each in of_status}
        stated = {
            each["andrar_id"] or each["rad_id"]
            for each in of_status
            if value(each) is not None or each["belopp_typ"] == "intervall"
        }
        if every:
            counts[status] = len(stated), len(every)
    return counts


# The pages.

NUMBER = r"[−+]?\d[\d\u00a0]*"
AMOUNT = re.compile(rf"(?P<range>{NUMBER}–)?(?P<kr>{NUMBER})\u00a0kr")
Pages = Mapping[str, lxml.html.HtmlElement]


def whole(text: str) -> int:
    return int(text.replace("\u00a0", "").replace("−", "-"))


def amounts(text: str) -> list[int]:
    """The amounts in a text, ranges left out."""
    return [whole(found["kr"]) for found in AMOUNT.finditer(text) if not found["range"]]


def rendered(publication: Publication) -> tuple[Pages, set[str]]:
    """The pages as HTML, and all files that there are beside them."""
    pages, files = {}, set()
    for file in (*render(publication, [ROOT / "site_templates"]), *feeds.render(publication)):
        files.add(file.path)
        if file.path.endswith("index.md"):
            body = file.content.decode().split("---\n", 2)[2]
            body = re.sub(
                r"^(.*)\n\{: \.ingress[^}]*\}$", r'<p class="ingress">\1</p>', body, flags=re.M
            )
            body = re.sub(r"^(#+ .*?)\{: #(\S+) \}$", r'<a id="\2"></a>\1', body, flags=re.M)
            pages[file.path.removesuffix("index.md")] = lxml.html.fromstring(f"<div>{body}</div>")
    return pages, files


def lead(page: lxml.html.HtmlElement) -> str:
    return str(page.xpath("string(//p[@class='ingress'])"))


def closing_rows(page: lxml.html.HtmlElement) -> Iterator[tuple[str, str, int]]:
    """Of each closing row: its table's id, its status and its sum."""
    for mark in page.xpath("//table[@id!='']/tfoot//data"):
        claim = mark.get("data-vad")
        if claim.startswith("rader:"):
            table = mark.xpath("ancestor::table/@id")[0]
            yield table, claim.removeprefix("rader:"), int(mark.get("value"))


def shown_sum(table: lxml.html.HtmlElement, status: str) -> int:
    """What the whole rows of a table come to, as a reader adds them who sees the page."""
    total = 0
    for row in table.xpath("tbody/tr[not(contains(@class, 'del') or contains(@class, 'varav'))]"):
        statuses = row.xpath(".//span[starts-with(@class, 'status ')]/@class")
        if not statuses or statuses[0].endswith(f"status-{status}"):
            total += sum(
                kr
                for cell in row.xpath("td[contains(@class, 'tal')][1]/span[@class='belopp']")
                for kr in amounts(cell.text_content())
            )
    return total


def marks_that_are_wrong(pages: Pages, tables: Tables) -> Iterator[str]:
    """Every marked sum and count whose value is not what it claims to be."""
    for address, page in pages.items():
        for mark in page.xpath("//data[@class='siffra']"):
            claim, kr = mark.get("data-vad"), int(mark.get("value"))
            if kr != whole(re.search(NUMBER, mark.text_content())[0]):  # type: ignore[index]
                yield f"{address}: {mark.text_content()} är märkt {kr}"
            if not claim.startswith("rader:") and tables.sums.get(claim) != kr:
                yield f"{address}: {claim} är {tables.sums.get(claim)}, sidan säger {kr}"
            words = re.findall("högst|cirka", mark.text_content())
            if claim.startswith(("summa:", "ar:", "omrade")) and words != tables.words(claim):
                yield f"{address}: {claim} är {tables.words(claim)}, sidan säger {words}"
        for id_, status, kr in closing_rows(page):
            (table,) = page.xpath(f"//table[@id='{id_}']")
            if shown_sum(table, status) != kr:
                shown = shown_sum(table, status)
                yield f"{address}: {id_} {status} visar {shown}, summan säger {kr}"


def leads_that_are_wrong(pages: Pages, tables: Tables) -> Iterator[str]:
    """Every lead whose first amounts are not those of what it is about."""
    for address, page in pages.items():
        parts = address.strip("/").split("/")
        match parts:
            case [ar] if ar.isdigit():
                claim = f"ar:{ar}"
            case [ar, omrade] if ar.isdigit():
                claim = f"omrade:{omrade}:{ar}"
            case [("satsningar" | "mottagare"), id_]:
                claim = f"{ {'satsningar': 'satsning'}.get(parts[0], parts[0]) }:{id_}"
            case _:
                continue
        expected, said = tables.stated(claim), amounts(lead(page))
        if said[: len(expected)] != expected or (
            parts[0] in {"satsningar", "mottagare"} and said != expected
        ):
            yield f"{address}: {lead(page)!r}, men tabellerna ger {expected}"


def decisions_that_are_told_wrong(pages: Pages, tables: Tables) -> Iterator[str]:
    """Every decision whose lead has another amount, or says divided what its checks deny."""
    for top in tables.beslut:
        page = pages[f"beslut/{top['beslut_id']}/"]
        text = str(page.xpath("string(//p[@class='ingress']/span[@data-raknat])"))
        if value(top) is not None and amounts(text)[:1] != [value(top)]:
            yield f"{top['beslut_id']}: {text!r} säger inte {value(top)}"
        denied = top["verdikt"] not in {"stammer", "inom_avrundning", "kan_inte_kontrolleras", None}
        if "fördelade på" in text and denied:
            yield f"{top['beslut_id']}: {text!r}, men kontrollen säger {top['verdikt']}"
        is_whole = top["belopp_kr"] is not None
        covers = top["summa_omfattar"] or ""
        if value(top) is not None and is_whole == covers.startswith("Delarna sammanlagt"):
            yield f"{top['beslut_id']}: summan omfattar {covers!r}"


def insats_counts_that_are_wrong(pages: Pages, tables: Tables) -> Iterator[str]:
    """Every count of insatser, on the pages that gather them, that the tables do not give."""
    of_page = {"utforska/": tables.insatser} | {
        f"mottagare/{id_}/": [each for each in tables.insatser if each["mottagare_id"] == id_]
        for id_ in RECIPIENTS
    }
    for address, records in of_page.items():
        if address not in pages:
            continue
        expected = counts(records)
        page = pages[address]
        for heading in page.xpath("//tfoot//th"):
            status = "beslutad" if "beslutat" in heading.text_content() else "forslag"
            said = [int(digits) for digits in re.findall(r"\d+", heading.text.split(",")[1])]
            stated, every = expected[status]
            if said != ([every] if stated == every else [stated, every]):
                text = heading.text_content()
                yield f"{address}: {text!r}, men tabellerna ger {expected[status]}"


def checks_that_are_miscounted(pages: Pages, tables: Tables) -> Iterator[str]:
    """The sentences of how much is checked, where the table of checks gives other numbers."""
    living = [check for check in tables.kontroller if check["status"] in LIVING]
    compared = [check for check in living if check["kontroll"] not in SUMS]
    gone = len(tables.kontroller) - len(living)
    numbers = [len(living) - len(compared), len(compared), gone]
    for address in ("", "kontroller/"):
        (text,) = (
            each.text_content()
            for each in pages[address].xpath("//p[@data-raknat]")
            if "omräknade" in each.text_content()
        )
        said = [int(digits) for digits in re.findall(r"\d+", text)]
        if said != [each for each in numbers if each]:
            yield f"{address}: {text!r}, men tabellerna ger {numbers}"


def shares_that_are_wrong(pages: Pages, tables: Tables) -> Iterator[str]:
    """Every percentage of the country's money that is another, or says nothing of what."""
    frames = {each["beslut_id"]: each["belopp_kr"] for each in tables.ramar}
    for top in tables.beslut:
        page, kr = pages[f"beslut/{top['beslut_id']}/"], top["belopp_kr"]
        said = [
            each.text_content()
            for each in page.xpath("//ol[@class='kedja']//*[@data-raknat]")
            if "%" in each.text_content()
        ]
        frame = frames.get(top["beslut_id"])
        if frame and kr and top["belopp_typ"] == "exakt" and kr > 0:
            thousandths = (2000 * kr + frame) // (2 * frame)
            share = f"{thousandths // 10},{thousandths % 10}" if thousandths else "under 0,1"
            if said != [f"{share}\u00a0% av pengarna i hela landet"]:
                yield f"{top['beslut_id']}: {said}, men {kr} av {frame} är {share} %"
        elif said:
            yield f"{top['beslut_id']}: {said} utan att tabellerna ger någon andel"


def links_that_lead_nowhere(pages: Pages, files: set[str]) -> Iterator[str]:
    """Every link to a page, a file or a place on a page that is not there."""
    places = {address: set(page.xpath("//@id")) for address, page in pages.items()}
    hand_written = {"tillganglighet/", "om/", "for-redaktorer/"}
    for address, page in pages.items():
        for href in page.xpath("//a/@href"):
            path, _, fragment = href.partition("#")
            if re.match("[a-z]+:", href):
                continue
            target = posixpath.normpath(posixpath.join(f"/{address}", path or "."))[1:]
            target += "/" if target and (not path or path.endswith("/")) else ""
            if target in pages:
                if fragment and fragment not in places[target]:
                    yield f"{address}: {href} (platsen saknas)"
            elif (
                target not in files
                and not target.startswith("data/")
                and target not in hand_written
            ):
                yield f"{address}: {href}"


def wholes_that_are_wrong(tables: Tables) -> Iterator[str]:
    """Every row whose value, by its own columns, is not what its parts come to."""
    for record in (*tables.beslut, *tables.omraden, *tables.insatser):
        if not record.get("avslag") and value(record) != added(tables.amounts(record)):
            yield f"{record.get('rad_id') or record['beslut_id']}: {value(record)}"


def years_that_do_not_add_up(tables: Tables) -> Iterator[str]:
    """Every status whose total, on the start page, is not what the year pages come to."""
    for status in LIVING:
        years = [
            kr for claim, kr in tables.sums.items() if re.fullmatch(rf"ar:\d+:{status}", claim)
        ]
        if sum(years) != tables.sums.get(f"summa:{status}", 0):
            yield f"{status}: {years} är inte {tables.sums.get(f'summa:{status}')}"


@settings(STEADY, max_examples=REGISTERS, phases=[Phase.generate])
@given(registers())
def test_every_sum_is_what_the_tables_give(decisions: dict[str, Data]) -> None:
    publication = published(decisions)
    tables = tables_of(publication)
    pages, files = rendered(publication)
    assert list(wholes_that_are_wrong(tables)) == []
    assert list(years_that_do_not_add_up(tables)) == []
    assert list(marks_that_are_wrong(pages, tables)) == []
    assert list(leads_that_are_wrong(pages, tables)) == []
    assert list(decisions_that_are_told_wrong(pages, tables)) == []
    assert list(insats_counts_that_are_wrong(pages, tables)) == []
    assert list(checks_that_are_miscounted(pages, tables)) == []
    assert list(shares_that_are_wrong(pages, tables)) == []
    assert list(links_that_lead_nowhere(pages, files)) == []
