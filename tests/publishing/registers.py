"""Registers drawn with all that may become of a decision, for tests that must hold of any.

No text in them holds a digit or a number's word, so that every figure on their pages is an amount
of the data, or the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from hypothesis import strategies as st

from generator.checking.judge import judge
from generator.publishing.publication import Publication, publish
from tests.smallest import (
    MOTTAGARE,
    OBJEKT,
    OMRADEN,
    ORGANISATION,
    SATSNINGAR,
    Files,
    valid,
)

STATUSES = ("beslutad", "forslag")
OMRADE_IDS = ("alfa", "beta", "gamma")
SATSNING_IDS = ("grundbidrag", "extrabidrag")
RECIPIENTS = ("ena", "andra", "tredje")
OBJEKT_IDS = ("bok", "kassa")
YEARS = (2021, 2022, 2023)
STEP = 41_000
"""Between amounts, so that some are below a million and others are told in millions."""

Data = dict[str, Any]


def names(number_of: int) -> str:
    """A word without digits for a number."""
    return "abcdefghijklmnopqrstuvwxyz"[number_of % 26] * (1 + number_of // 26)


def total(parts: Sequence[Data]) -> str | None:
    """What parts come to that all state exact amounts."""
    amounts = [re.fullmatch(r"(\d+) kr", part.get("belopp", "")) for part in parts]
    exact = [int(amount[1]) for amount in amounts if amount]
    return f"{sum(exact)} kr" if exact and len(exact) == len(amounts) else None


@dataclass
class Maker:
    """Draws a register: each decision of a round of grants, and what became of it."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    decisions: dict[str, Data] = field(default_factory=dict)

    def yes(self, one_in: int = 2) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def amount(self) -> str:
        """An amount of some kind; most are exact."""
        kr = self.draw(st.integers(2, 90)) * STEP + 1
        kind = self.draw(st.integers(0, 10))
        if kind == 10:
            return "0 kr"
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
        if insats["belopp"] == "0 kr":
            return insats | {"rimligt": True}
        if self.yes(5) and insats["belopp"][0].isdigit() and "–" not in insats["belopp"]:
            insats |= self.shares(insats["belopp"])
        elif self.yes(9):
            insats["avser_ar"] = 2024
        if self.yes(6):
            insats["utfall"] = self.utfall()
        if self.yes(9):
            insats["objekt"] = self.draw(st.sampled_from(OBJEKT_IDS))
        return insats

    def utfall(self) -> list[Data]:
        """What was used by a day, and by a later one; more than was decided, or less."""
        used = self.draw(st.integers(1, 80)) * 1000
        first = {"per": "2023-06-30", "anvant": "1000 kr"}
        return [first, {"per": "2023-12-31", "anvant": f"{used} kr", "aterbetalt": "500 kr"}]

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
        status = more.pop("status", None) or self.draw(st.sampled_from(STATUSES))
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
                beslut["belopp"] = f"{self.draw(st.integers(100, 900)) * STEP + 1} kr"
                if self.yes(3):
                    beslut |= self.shares(beslut["belopp"])
        else:
            chosen = self.draw(st.lists(st.sampled_from(OMRADE_IDS), min_size=1, unique=True))
            beslut["omraden"] = [self.omrade(id_) for id_ in chosen]
            if self.yes(3):
                beslut["belopp"] = self.stated()
            elif (agrees := total(beslut["omraden"])) and self.yes():
                beslut["belopp"] = agrees
        if self.yes(3):
            beslut["ramar"] = [self.ram(ar)]
        if self.yes(5):
            beslut["utfall"] = self.utfall()
        if self.yes(3):
            beslut["objekt"] = self.draw(st.sampled_from(OBJEKT_IDS))
        if self.yes(3):
            beslut["beslutsinstans"] = "Styrelsen"
        id_ = f"{ar}/{name}"
        self.decisions[id_] = {key: value for key, value in beslut.items() if value != []}
        return id_

    def stated(self) -> str:
        """A total; most are more than their parts."""
        return self.amount() if self.yes(3) else f"{self.draw(st.integers(90, 400)) * STEP + 1} kr"

    def ram(self, ar: int) -> Data:
        """The country's money, and what of it all regions have where that is told."""
        ram: Data = {
            "id": "riket",
            "namn": "Hela landet",
            "ar": ar,
            "omfattning": "riket",
            "ramtyp": "totalt",
            "belopp": "9000000 kr",
        }
        if self.yes():
            of_regions = {
                "id": "regioner",
                "namn": "Regionerna",
                "ramtyp": "mottagartyp",
                "mottagartyp": "regioner",
                "belopp": "6000000 kr",
            }
            ram["delar"] = [of_regions]
        return ram

    def omrade(self, id_: str) -> Data:
        omrade: Data = {"omrade": id_, "rubrik": f"Rubrik {id_}", "insatser": self.insatser()}
        if self.yes(5):
            omrade["teman"] = [self.draw(st.sampled_from(OMRADE_IDS))]
        if self.yes():
            agrees = total(omrade["insatser"]) if self.yes() else None
            omrade["belopp"] = agrees or self.stated()
            if self.yes(3):
                omrade["delomraden"] = [
                    {"namn": f"Delområde {id_}", "belopp": "2001 kr", "oronmarkt": True},
                    {"namn": f"Annat i {id_}", "belopp": self.amount()},
                ]
                if self.yes():
                    omrade["insatser"] = [{"namn": "Insats utan"}]
            if self.yes(5):
                omrade["varav"] = [{"namn": f"Varav {id_}", "belopp": "1001 kr"}]
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
    rounds = [(ar, satsning) for ar in YEARS for satsning in SATSNING_IDS]
    for ar, satsning in draw(
        st.lists(st.sampled_from(rounds), min_size=1, max_size=4, unique=True)
    ):
        maker.round(ar, satsning)
    return maker.decisions


def _recipient(id_: str) -> Data:
    """A recipient, the first with as many inhabitants as leave an öre over in most sums."""
    unit: Data = {"id": id_, "namn": f"Enhet {id_}"}
    if id_ == RECIPIENTS[0]:
        people = zip(YEARS, (7, 1301), strict=False)
        unit["befolkning"] = [
            {"ar": ar, "antal": antal, "kalla": "Ett register."} for ar, antal in people
        ]
    return unit


def listed(*entries: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(list(entries), allow_unicode=True).encode()


def files_of(decisions: Mapping[str, Data]) -> Files:
    """The data files of a register."""
    files = {name: content for name, content in valid().items() if "/beslut/" not in name}
    files[ORGANISATION] += b"heltackande: ja\n"
    files[OMRADEN] = listed(
        *({"id": id_, "namn": f"Område {id_}", "beskrivning": "Om det."} for id_ in OMRADE_IDS)
    )
    files[SATSNINGAR] = listed(
        *({"id": id_, "namn": f"Satsning {id_}", "beskrivning": "Om det."} for id_ in SATSNING_IDS)
    )
    files[MOTTAGARE] = listed(*map(_recipient, RECIPIENTS))
    files[OBJEKT] = listed(*({"id": id_, "beskrivning": "Om det."} for id_ in OBJEKT_IDS))
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
