"""The types that a field may have: how its text is read, and what is said when it can't be.

Every value comes here as text from the YAML, so these types alone decide what a word means.
Each also says what an editor may be told of it while the file is written (`_shown`), where
YAML's own types still hold: `2023` is a number there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from slugify import slugify

from generator.data.belopp import Belopp, BeloppFel, parse_belopp
from generator.data.datum import guess
from generator.data.ids import BELOPP_ID_PATTERN, BeloppId, parse_belopp_id
from generator.data.problem import NO_PASTE, Paste

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 80


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """The id made from a name: a-z, 0-9 and hyphens, å and ä as a, ö as o."""
    # The backend is named, or an id would depend on what else is installed, and each call would
    # look for it again.
    return str(slugify(text, max_length=MAX_ID, word_boundary=True, backend="text-unidecode"))


def wrong(code: str, message: str, hint: str = "", paste: Paste = NO_PASTE) -> PydanticCustomError:
    """A field error that carries one of our own codes and a hint to the editor.

    Quoted values may hold braces, which pydantic would take for its own placeholders.
    """
    context = {"message": message, "hint": hint, "paste": paste}
    return PydanticCustomError(code, "{message}", context)


UNWRITTEN = "…"
"""What messages and templates offer in place of a value, until someone writes it."""


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value:
        raise wrong("fel-varde", "texten är tom", "Skriv texten, eller ta bort raden.")
    if isinstance(value, str) and value in (UNWRITTEN, "..."):
        hint = "Skriv det som ska stå här, eller ta bort raden."
        raise wrong("ej-ifyllt", f"här står {value}, som ska fyllas i", hint)
    if isinstance(value, dict | list):
        raise wrong(
            "fel-form",
            "här väntas en text, inte en lista eller flera fält",
            "Står det kolon följt av mellanslag i texten? Sätt citattecken runt hela texten.",
        )
    return value


def _id(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and (not ID_PATTERN.fullmatch(text) or len(text) > MAX_ID):
        proposal = slug(text)
        hint = f"Skriv till exempel {proposal}" if proposal else ""
        raise wrong(
            "fel-id", f"{text!r} är inget id; ett id har bara a–z, 0–9 och bindestreck", hint
        )
    return text


def _belopp_id(value: Any) -> Any:
    text = _text(value)
    found = parse_belopp_id(text) if isinstance(text, str) else text
    if found is None:
        hint = "Skriv id:t som det står i publicerat.csv, till exempel 2023/god-och-nara-vard."
        raise wrong("fel-id", f"{text[:80]!r} är inget id för ett belopp", hint)
    return found


def _belopp(value: Any) -> Any:
    if isinstance(value, Belopp):
        return value
    amount = parse_belopp(_text(value))
    if isinstance(amount, BeloppFel):
        raise wrong("fel-belopp", amount.message, amount.hint, amount.paste)
    return amount


def _not_negative(value: Belopp) -> Belopp:
    if value.kr < 0:
        raise wrong(
            "negativt-belopp",
            f"beloppet {value.angivet!r} är negativt; en tilldelning kan inte vara det",
            "Ta bort minustecknet, eller skriv minskningen som en rättelse.",
        )
    return value


_SHARE = re.compile(
    r"(?P<percent>[0-9]{1,3}(?:,[0-9]{1,15})?) ?%|(?P<of>[0-9]+) ?/ ?(?P<whole>[0-9]+)"
)


def _share(value: Any) -> Any:
    """A share as an exact fraction: `1,26 %`, or `131 155 / 10 509 986`."""
    text = _text(value)
    if not isinstance(text, str):
        return text
    digits = re.sub(r"(?<=[0-9])[\s\u00a0\u202f]+(?=[0-9])", "", text.strip()[:80])
    match = _SHARE.fullmatch(digits.replace("\u00a0", " "))
    share = None
    if match and match["percent"]:
        share = Fraction(match["percent"].replace(",", ".")) / 100
    elif match and int(match["whole"]):
        share = Fraction(int(match["of"]), int(match["whole"]))
    if share is None or not 0 < share <= 1:
        raise wrong(
            "fel-varde",
            f"{text[:60]!r} är ingen andel mellan 0 och 1",
            "Skriv ett procenttal eller två hela tal: 1,26 % eller 131 155 / 10 509 986.",
        )
    return share


def _count(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise wrong("fel-varde", f"{text[:60]!r} är inget antal", "Skriv ett helt tal, som 21.")
    return int(text) if isinstance(text, str) else text


def _year(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise wrong("fel-ar", f"{text!r} är inget årtal mellan 1900 och 2099", "Skriv 2023.")
    return text


def _date(value: Any) -> Any:
    text = _text(value)
    if not isinstance(text, str):
        return text
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        in_form = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        what = "inget datum som finns" if in_form else "inte en dag, skriven som år-månad-dag"
        raise wrong("fel-datum", f"{text[:80]!r} är {what}", *guess(text)) from None


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str):
        if value.casefold() in {"ja", "true"}:
            return True
        if value.casefold() in {"nej", "false"}:
            return False
    raise wrong("fel-varde", f"{value!r} är varken ja eller nej", "Skriv ja eller nej.")


def _link(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not re.fullmatch(r"https?://[^\s/<>\"']+(/[^\s<>\"']*)?", text):
        raise wrong(
            "fel-lank", f"{text!r} är ingen webbadress", "Skriv hela adressen, med https:// först."
        )
    return text


def _site(value: Any) -> Any:
    link = _link(value)
    if isinstance(link, str) and not link.endswith("/"):
        hint = f"Skriv {link}/"
        raise wrong("fel-lank", f"{link!r} slutar inte med snedstreck", hint)
    return link


def _pattern(pattern: str, what: str, example: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        text = _text(value)
        if isinstance(text, str) and not re.fullmatch(pattern, text):
            raise wrong("fel-varde", f"{text!r} är inte {what}", f"Skriv till exempel {example}.")
        return text

    return check


def _dark_colour(value: Any) -> Any:
    """A colour on which white text can be read: contrast at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    text = _text(value)
    if not isinstance(text, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise wrong("fel-varde", f"{text!r} är ingen färg", "Skriv # och sex tecken, som #0b4f6c.")
    channels = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    if 1.05 / (luminance + 0.05) < 4.5:
        hint = "Välj en mörkare färg; texten ovanpå är vit."
        raise wrong("fel-varde", f"vit text går inte att läsa på färgen {text}", hint)
    return text


def _shown(message: str, pattern: str = "", **more: Any) -> WithJsonSchema:
    """What a JSON Schema says of a type: enough to help, never more than `check` asks for.

    `message` is what editors with a YAML language server show where the value does not fit.
    """
    told = {"pattern": pattern, "patternErrorMessage": message} if pattern else {}
    return WithJsonSchema({"type": "string"} | more | told | {"errorMessage": message})


_SHA256 = "[0-9a-f]{64}"
_ORGANISATIONSNUMMER = "[0-9]{6}-[0-9]{4}"
_FILNAMN = r"[^/\\\0]*[^/\\\0.][^/\\\0]*"
_EPOST = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_SHOWN_BELOPP = _shown(
    "Skriv ett tal och en enhet, till exempel 6,3 mkr.",
    "[0-9].*[A-Za-z]",
    examples=["41 247 254 kr", "6,3 mkr", "500 tkr", "12 miljoner kronor"],
)

Text = Annotated[
    str,
    BeforeValidator(_text),
    _shown("Skriv en text.", type=["string", "number"], minLength=1),
]
Id = Annotated[
    str,
    BeforeValidator(_id),
    _shown(
        "Skriv ett id: bara a–z, 0–9 och bindestreck.",
        f"^{ID_PATTERN.pattern}$",
        type=["string", "integer"],
        maxLength=MAX_ID,
        examples=["god-och-nara-vard"],
    ),
]
BeloppetsId = Annotated[
    BeloppId,
    BeforeValidator(_belopp_id),
    _shown(
        "Skriv beloppets id, som det står i publicerat.csv.",
        f"^{BELOPP_ID_PATTERN.pattern}$",
        examples=["2023/god-och-nara-vard"],
    ),
]
Kronor = Annotated[Belopp, BeforeValidator(_belopp), AfterValidator(_not_negative), _SHOWN_BELOPP]
Differens = Annotated[Belopp, BeforeValidator(_belopp), _SHOWN_BELOPP]
Andel = Annotated[
    Fraction,
    BeforeValidator(_share),
    _shown(
        "Skriv ett procenttal eller två hela tal, till exempel 1,26 %.",
        "^[0-9].*(%|/ ?[0-9]+)$",
        examples=["1,26 %", "131 155 / 10 509 986"],
    ),
]
Heltal = Annotated[
    int,
    BeforeValidator(_count),
    _shown(
        "Skriv ett helt tal, till exempel 21.",
        "^[1-9][0-9]{0,5}$",
        type=["integer", "string"],
        minimum=1,
        examples=[21],
    ),
]
Ar = Annotated[
    int,
    BeforeValidator(_year),
    _shown(
        "Skriv ett årtal, till exempel 2023.",
        "^(19|20)[0-9]{2}$",
        type=["integer", "string"],
        minimum=1900,
        maximum=2099,
        examples=[2023],
    ),
]
Datum = Annotated[
    date,
    BeforeValidator(_date),
    _shown(
        "Skriv ett datum som år-månad-dag, till exempel 2023-03-29.",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        format="date",
        examples=["2023-03-29"],
    ),
]
JaNej = Annotated[
    bool,
    BeforeValidator(_yes_or_no),
    _shown(
        "Skriv ja eller nej.",
        "^([Jj][Aa]|[Nn][Ee][Jj])$",
        type=["string", "boolean"],
        examples=["ja", "nej"],
    ),
]
Lank = Annotated[
    str,
    BeforeValidator(_link),
    _shown(
        "Skriv hela adressen, med https:// först.",
        "^https?://",
        examples=["https://exempel.example/handling.pdf"],
    ),
]
Webbplats = Annotated[
    str,
    BeforeValidator(_site),
    _shown(
        "Skriv hela adressen, med https:// först och / sist.",
        "^https?://.*/$",
        examples=["https://tilldelat.example/"],
    ),
]
Sha256 = Annotated[
    str,
    BeforeValidator(_pattern(_SHA256, "en sha256-summa", "a3f1… (64 tecken)")),
    _shown("Skriv en sha256-summa, 64 tecken.", f"^{_SHA256}$"),
]
Organisationsnummer = Annotated[
    str,
    BeforeValidator(_pattern(_ORGANISATIONSNUMMER, "ett organisationsnummer", "232100-0214")),
    _shown(
        "Skriv tio siffror med bindestreck.",
        f"^{_ORGANISATIONSNUMMER}$",
        examples=["232100-0214"],
    ),
]
Filnamn = Annotated[
    str,
    BeforeValidator(_pattern(_FILNAMN, "ett filnamn", "beslut.txt")),
    _shown("Skriv ett filnamn, utan mapp.", r"^[^/\\]+$", examples=["beslut.txt"]),
]
Farg = Annotated[
    str,
    BeforeValidator(_dark_colour),
    _shown("Skriv # och sex tecken, inom citattecken.", "^#[0-9a-fA-F]{6}$", examples=["#0b4f6c"]),
]
Epost = Annotated[
    str,
    BeforeValidator(_pattern(_EPOST, "en e-postadress", "kontakt@exempel.se")),
    _shown("Skriv en e-postadress.", f"^{_EPOST}$", examples=["kontakt@exempel.se"]),
]


class Status(StrEnum):
    """Whether the money is decided or only proposed (English: status)."""

    BESLUTAD = "beslutad"
    FORSLAG = "forslag"


class HandlingsTyp(StrEnum):
    """Kind of document (English: document type)."""

    FORSLAG = "forslag"
    UNDERLAG = "underlag"
    BESLUT = "beslut"
    BILAGA = "bilaga"


class Avrundning(StrEnum):
    """How a calculated amount becomes whole kronor (English: rounding)."""

    NARMASTE = "narmaste"
    NEDAT = "nedat"
    UPPAT = "uppat"


class Omfattning(StrEnum):
    """Whose money a frame is (English: scope)."""

    RIKET = "riket"
    REGIONEN = "regionen"


class RamTyp(StrEnum):
    """What a frame is a frame of (English: frame type)."""

    TOTALT = "totalt"
    MOTTAGARTYP = "mottagartyp"
    OMRADE = "omrade"
    DELOMRADE = "delomrade"
    VARAV = "varav"


class MottagarTyp(StrEnum):
    """Receiver type of a national frame (English: receiver type)."""

    REGIONER = "regioner"
    KOMMUNER = "kommuner"
    GEMENSAMT = "gemensamt"
    SKR = "skr"


class Del(BaseModel):
    """What every part of the model has in common: immutable, and no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def required(title: str, description: str, **more: Any) -> Any:
    """A field that must be there, with what people are told of it."""
    return Field(title=title, description=description, **more)


def optional(title: str, description: str, default: Any = None) -> Any:
    """A field that may be left out."""
    return Field(default, title=title, description=description)


def several(title: str, description: str) -> Any:
    """A list that may be left out."""
    return Field((), title=title, description=description)


def first_words(text: str, words: int = 6) -> str:
    """The id made from a text's first words, for what has no name of its own."""
    return "-".join(slug(text).split("-")[:words])
