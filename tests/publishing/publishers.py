"""Two publishers that are no region: one distributes to regions, one grants money of its own.

Their registers hold what becomes of decisions, in words that are never a region's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator.checking.judge import judge
from generator.publishing.publication import Publication, publish
from tests.publishing.registers import listed
from tests.smallest import (
    MOTTAGARE,
    OBJEKT,
    OMRADEN,
    ORDLISTA,
    ORGANISATION,
    SATSNINGAR,
    Files,
)

Data = dict[str, Any]

_REGIONS = (
    "Stockholm Uppsala Sörmland Östergötland Jönköping Kronoberg Kalmar Gotland Blekinge "
    "Skåne Halland Västra-Götaland Värmland Örebro Västmanland Dalarna Gävleborg "
    "Västernorrland Jämtland Västerbotten Norrbotten"
)
REGIONS = _REGIONS.split()
YEARS = range(2019, 2025)
PROGRAMMES = {"forskning": "Forskning", "digitalt": "Digitala tjänster", "bemanning": "Bemanning"}

_PLACES = (
    "Åsele Berga Dala Ekeby Forsa Gränna Hallen Idre Järpen Kall Lit Mattmar Nora Offerdal "
    "Ragunda Stugun Tåsjö Undersåker"
)
PLACES = _PLACES.split()
_KINDS = (
    "idrottsförening ryttarförening kulturförening teaterförening bygdegård byalag "
    "hembygdsförening scoutkår brassband pensionärsförening"
)
KINDS = _KINDS.split()
PURPOSES = {"idrott": "Idrott", "kultur": "Kultur", "socialt": "Socialt arbete"}


def term(*forms: str) -> Data:
    """The forms of a word, as the data has them."""
    return dict(zip(("en", "flera", "bestamd", "bestamda", "genus"), forms, strict=True))


def organisation(namn: str, roll: str, ord: Data, omfattning: str) -> bytes:
    return yaml.safe_dump(
        {
            "namn": namn,
            "roll": roll,
            "ord": ord,
            "organisationsnummer": "202100-5489",
            "webbplats": "https://pengar.example/",
            "webbplatsnamn": "Tilldelat",
            "kontakt": {"namn": "Redaktionen", "epost": "redaktionen@pengar.example"},
            "registrator": "Fråga registrator efter handlingen.",
            "tillganglighetsanmalan": "https://pengar.example/anmal",
            "licens": "CC0 1.0",
            "licens_lank": "https://creativecommons.org/publicdomain/zero/1.0/",
            "omfattning": omfattning,
            "demonstration": "ja",
        },
        allow_unicode=True,
        sort_keys=False,
    ).encode()


def decision(titel: str, satsning: str, ar: int, **more: Any) -> Data:
    """A decision with a document."""
    return {
        "titel": titel,
        "satsning": satsning,
        "status": "beslutad",
        "sammanfattning": "Beslutet fördelar pengarna.",
        "beslutsinstans": "Styrelsen",
        "beslutsdatum": f"{ar}-03-15",
        "handlingar": [
            {"id": "beslut", "titel": titel, "typ": "beslut", "diarienummer": f"D/{ar}/7"}
        ],
        **more,
        "kalla": {"handling": "beslut", "avsnitt": "2"},
    }


def distributor() -> Files:
    """Twenty-one regions get a share each of three programmes, in each of six years."""
    ord = {
        "omrade": term("program", "program", "programmet", "programmen", "n"),
        "insats": term("tilldelning", "tilldelningar", "tilldelningen", "tilldelningarna", "u"),
        "mottagare": term("region", "regioner", "regionen", "regionerna", "u"),
        "satsning": term("uppdrag", "uppdrag", "uppdraget", "uppdragen", "n"),
    }
    decisions = {f"{ar}/vard": _distributed(ar) for ar in YEARS}
    decisions["2021/extra"] = decision(
        "Mer pengar till bemanning", "vard", 2021, andrar="2021/vard", belopp="+2 mkr",
        omraden=[{"omrade": "bemanning", "rubrik": "Bemanning", "belopp": "+2 mkr"}],
    )  # fmt: skip
    decisions["2022/test"] = decision(
        "Försök med distansmöten", "forsok", 2022, omrade="digitalt", belopp="1 mkr",
        insatser=[{"namn": "Distansmöten", "belopp": "400 tkr", "mottagare": "kalmar"},
                  {"namn": "Utvärdering"}],
    )  # fmt: skip
    return files_of(
        organisation("Vårdrådet Exempel", "fordelare", ord, "Rådets beslut från sex år."),
        {"vard": "Bättre vård", "forsok": "Försöksmedel"},
        PROGRAMMES,
        {id_of(name): region_of(name) for name in REGIONS},
        decisions,
    )


def _distributed(ar: int) -> Data:
    omraden = []
    for at, (id_, programme) in enumerate(PROGRAMMES.items()):
        amounts = [f"{(ar - 2010) * 100 + 10 * at + share} tkr" for share in range(21)]
        tilldelningar: list[Data] = [
            {"namn": region_of(name), "belopp": amount, "mottagare": id_of(name)}
            for name, amount in zip(REGIONS, amounts, strict=True)
        ]
        total = sum(int(amount.split()[0]) for amount in amounts)
        if id_ == "forskning":
            del tilldelningar[-1]["belopp"]
        if id_ == "digitalt":
            tilldelningar = [{"namn": each["namn"]} for each in tilldelningar]
        omraden.append(
            {
                "omrade": id_,
                "rubrik": programme,
                "belopp": f"{total} tkr",
                "insatser": tilldelningar,
            }
        )
    whole = sum(int(str(omrade["belopp"]).split()[0]) for omrade in omraden)
    status = "forslag" if ar == YEARS[-1] else "beslutad"
    return decision(
        f"Pengar till vården {ar}", "vard", ar, status=status, belopp=f"{whole} tkr",
        omraden=omraden,
        villkor=[{"text": "Pengarna ska användas samma år.", "galler_del": "bemanning"}],
        aterrapportering=[{"vad": "Hur pengarna gått åt", "till": "Rådet",
                           "senast": f"{ar + 1}-02-01"}],
    )  # fmt: skip


def municipality() -> Files:
    """A hundred and eighty associations apply for grants in three rounds."""
    ord = {
        "omrade": term("ändamål", "ändamål", "ändamålet", "ändamålen", "n"),
        "insats": term("bidrag", "bidrag", "bidraget", "bidragen", "n"),
        "mottagare": term("förening", "föreningar", "föreningen", "föreningarna", "u"),
        "satsning": term("bidragsform", "bidragsformer", "bidragsformen", "bidragsformerna", "u"),
    }
    associations = {id_of(name): name for name in _associations()}
    decisions = {f"{ar}/start": _granted(ar, list(associations.items())) for ar in (2022, 2023)}
    decisions["2024/jubileum"] = decision(
        "Jubileumsbidrag", "jubileum", 2024, omrade="kultur", belopp="högst 50 tkr",
        insatser=[{"namn": "Jubileet i Kall", "mottagare": "kall-byalag"}],
        mal="Fler ska firas.",
    )  # fmt: skip
    decisions["2024/teater"] = decision(
        "Bidrag till teater", "jubileum", 2024, omrade="socialt", belopp="30 tkr",
        insatser=[{"namn": "Teater i Nora", "mottagare": "nora-teaterforening", "belopp": "30 tkr",
                   "utfall": [{"per": "2024-12-31", "anvant": "20 tkr", "aterbetalt": "5 tkr"}]}],
        per_ar=[{"ar": 2024, "belopp": "10 tkr"}, {"ar": 2025, "belopp": "20 tkr"}],
    )  # fmt: skip
    decisions["2024/avslag"] = decision(
        "Avslag på ansökan", "start", 2024, omrade="idrott",
        insatser=[{"namn": "Ny ridhall", "mottagare": "idre-ryttarforening", "sokt": "900 tkr",
                   "avslag": "ja"}],
    )  # fmt: skip
    return files_of(
        organisation("Storsjö kommun", "egna-medel", ord, "Alla bidrag till föreningar."),
        {"start": "Startbidrag", "jubileum": "Jubileumsbidrag"},
        PURPOSES,
        associations,
        decisions,
    )


def _associations() -> Iterator[str]:
    for kind in KINDS:
        for place in PLACES:
            yield f"{place} {kind}"


def _granted(ar: int, associations: list[tuple[str, str]]) -> Data:
    omraden = []
    for at, (id_, name) in enumerate(PURPOSES.items()):
        bidrag: list[Data] = []
        for number, (who, called) in enumerate(associations[at * 60 : at * 60 + 60]):
            one: Data = {"namn": f"{called} {ar}", "mottagare": who}
            if number % 20 == 3:
                bidrag.append({**one, "sokt": "80 tkr", "avslag": "ja"})
            else:
                bidrag.append({**one, "belopp": f"{10 + number + ar - 2020} tkr"})
        given = sum(int(str(one["belopp"]).split()[0]) for one in bidrag if "belopp" in one)
        left = 40 if id_ == "kultur" else 0
        if left:
            bidrag.append({"namn": f"Kulturnatten {ar}"})
        omraden.append(
            {"omrade": id_, "rubrik": name, "belopp": f"{given + left} tkr", "insatser": bidrag}
        )
    whole = sum(int(str(omrade["belopp"]).split()[0]) for omrade in omraden)
    return decision(
        f"Startbidrag {ar}", "start", ar, belopp=f"{whole} tkr", omraden=omraden, kategori="1"
    )


def region_of(name: str) -> str:
    return f"Region {name.replace('-', ' ')}"


def id_of(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö ", "aao-"))


def files_of(
    org: bytes,
    satsningar: Mapping[str, str],
    omraden: Mapping[str, str],
    mottagare: Mapping[str, str],
    decisions: Mapping[str, Data],
) -> Files:
    """The data files of a register whose lists are names by id."""

    def described(names: Mapping[str, str]) -> bytes:
        return listed(
            *({"id": id_, "namn": name, "beskrivning": "Om det."} for id_, name in names.items())
        )

    files = {
        ORGANISATION: org,
        SATSNINGAR: described(satsningar),
        OMRADEN: described(omraden),
        MOTTAGARE: listed(*({"id": id_, "namn": name} for id_, name in mottagare.items())),
        OBJEKT: b"[]\n",
        ORDLISTA: b"[]\n",
    }
    for id_, data in decisions.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
        files[f"content/data/beslut/{id_}.yml"] = text.encode()
    return files


def published(files: Files) -> Publication:
    judged = judge(files)
    publication = publish(judged)
    assert publication, judged.errors
    return publication
