"""The types that a field may have: how its text is read, and what is said when it can't be.

Every value comes here as text from the YAML, so these types alone decide what a word means.
`types.yml` holds what a type says of a text in another form, and what an editor may be told of
it while the file is written, where YAML's own types still hold: `2023` is a number there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from string import digits
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from slugify import slugify

from generator.data import records
from generator.data.belopp import Belopp, BeloppFel, Intervall, parse_belopp
from generator.data.datum import guess
from generator.data.derived import BeloppTyp
from generator.data.ids import BELOPP_ID_PATTERN, BeloppId, parse_belopp_id
from generator.data.problem import NO_PASTE, Paste
from generator.data.sharing import share, shared_text


class Form(NamedTuple):
    """What `types.yml` says of a type; what each part is for stands there."""

    editor: str
    form: str = ""
    code: str = "fel-varde"
    refusal: str = ""
    hint: str = ""
    schema: Mapping[str, Any] = {}

    def refused(self, text: str, hint: str = "") -> PydanticCustomError:
        """What is said of a text that the type does not take."""
        return wrong(self.code, f"{text!r} {self.refusal}", hint or self.hint)


FORMS = {name: Form(**record) for name, record in records.beside(__file__).items()}

ID_PATTERN = re.compile(FORMS["Id"].form)
MAX_ID = 80


_PLAIN_NAME = re.compile("(?:[a-zA-Z0-9åäöÅÄÖ ()./:–-]|,(?![0-9]))*")
"""A name of which `slugify` would make no more than `slug` does by itself."""
_NOT_IN_ID = re.compile("[^a-z0-9]+")
_PLAIN_LETTERS = str.maketrans("åäö", "aao")


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """The id made from a name: a-z, 0-9 and hyphens, å and ä as a, ö as o."""
    if len(text) < MAX_ID and _PLAIN_NAME.fullmatch(text):  # most are, in a tenth of the time
        return _NOT_IN_ID.sub("-", text.lower().translate(_PLAIN_LETTERS)).strip("-")
    # Named, or an id would depend on what else is installed, and each call would look for it.
    return str(slugify(text, max_length=MAX_ID, word_boundary=True, backend="text-unidecode"))


def wrong(code: str, message: str, hint: str = "", paste: Paste = NO_PASTE) -> PydanticCustomError:
    """A field error that carries one of our own codes and a hint to the editor.

    Quoted values may hold braces, which pydantic would take for its own placeholders.
    """
    context = {"message": message, "hint": hint, "paste": paste}
    return PydanticCustomError(code, "{message}", context)


UNWRITTEN = "…"
"""What messages and templates offer in place of a value, until someone writes it."""


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if isinstance(value, str):
        if not value:
            raise wrong("fel-varde", "texten är tom", "Skriv texten, eller ta bort raden.")
        if value == UNWRITTEN or value == "...":
            hint = "Skriv det som ska stå här, eller ta bort raden."
            raise wrong("ej-ifyllt", f"här står {value}, som ska fyllas i", hint)
        return shared_text(value)
    elif isinstance(value, list):
        hint = "Skriv en enda text efter kolonet, utan streck eller hakparenteser."
        raise wrong("fel-form", _NO_TEXT, hint)
    elif isinstance(value, dict):
        hint = "Står det kolon följt av mellanslag i texten? Sätt citattecken runt hela texten."
        raise wrong("fel-form", _NO_TEXT, hint)
    return value


_NO_TEXT = "här väntas en text, inte en lista eller flera fält"


def _reading(read: Callable[[str], object]) -> BeforeValidator:
    """The validator of a type whose text `read` makes a value of, or refuses."""

    def validate(value: Any) -> Any:
        text = _text(value)
        return read(text) if isinstance(text, str) else text

    return BeforeValidator(validate)


def _formed(name: str) -> Callable[[str], str]:
    """The reader of a text that has the form of its type."""
    kind = FORMS[name]
    form = re.compile(kind.form)

    def read(text: str) -> str:
        if not form.fullmatch(text):
            raise kind.refused(text)
        return text

    return read


def _id(text: str) -> str:
    if not ID_PATTERN.fullmatch(text) or len(text) > MAX_ID:
        proposal = slug(text)
        raise FORMS["Id"].refused(text, f"Skriv till exempel {proposal}" if proposal else "")
    return text


def _beslut_id(text: str) -> str:
    kind = FORMS["BeslutsId"]
    if not re.fullmatch(kind.form, text):
        meant = re.search(kind.form, text)  # as in an address, or in the name of a file
        raise kind.refused(text, f"Skriv {meant[0]}" if meant else "")
    return text


def _belopp_id(text: str) -> BeloppId:
    if (belopp_id := parse_belopp_id(text)) is None:
        raise FORMS["BeloppetsId"].refused(text[:80])
    return belopp_id


def _amount(text: str) -> Belopp | Intervall:
    amount = parse_belopp(text)
    if isinstance(amount, BeloppFel):
        where = "Hur det är tryckt skrivs under kalla:, på raden angivet:"
        hint = f"{amount.hint} {where} {amount.printed}" if amount.printed else amount.hint
        raise wrong("fel-belopp", amount.message, hint, amount.paste)
    return amount


def _price(text: str) -> Belopp:
    """An amount of some kind that has a value of its own."""
    amount = _amount(text)
    if isinstance(amount, Intervall):
        message = f"{amount.angivet!r} är ett intervall, och här går bara ett belopp att skriva"
        hint = f"Ta bort beloppet, och skriv det som är tryckt: angivet: {amount.angivet}"
        raise wrong("fel-belopp", message, hint)
    return amount


def _exact(text: str) -> Belopp:
    """An amount that is worked with, as a base amount or a correction is."""
    amount = _amount(text)
    if isinstance(amount, Intervall):
        message = f"{amount.angivet!r} är ett intervall, och här behövs ett bestämt belopp"
        raise wrong("fel-belopp", message, "Skriv ett av beloppen, eller ta bort raden.")
    if amount.typ is not BeloppTyp.EXAKT:
        message = f"{amount.angivet!r} är inte ett bestämt belopp, och här behövs ett"
        at = next(at for at, char in enumerate(amount.angivet) if char in "\u2212" + digits)
        hint = f"Skriv bara talet och enheten: {amount.angivet[at:]}"
        raise wrong("fel-belopp", message, hint)
    return amount


Stated = TypeVar("Stated", Belopp, Belopp | Intervall)


def _unsigned(value: Stated) -> Stated:
    if isinstance(value, Intervall):
        return value
    if value.kr < 0:
        message = f"beloppet {value.angivet!r} är negativt, och det kan det inte vara här"
        raise wrong("negativt-belopp", message, "Ta bort minustecknet.")
    if value.plus:
        message = f"beloppet '+{value.angivet}' har plustecken, som bara en ändring har"
        raise wrong("fel-belopp", message, f"Ta bort plustecknet: {value.angivet}")
    return value


_SHARE = re.compile(FORMS["Andel"].form)


def _share(text: str) -> Fraction:
    """A share as an exact fraction: `1,26 %`, or `131 155 / 10 509 986`."""
    digits = re.sub(r"(?<=[0-9])[\s\u00a0\u202f]+(?=[0-9])", "", text.strip()[:80])
    match = _SHARE.fullmatch(digits.replace("\u00a0", " "))
    share = Fraction(0)
    if match and match["percent"]:
        share = Fraction(match["percent"].replace(",", ".")) / 100
    elif match and int(match["whole"]):
        share = Fraction(int(match["of"]), int(match["whole"]))
    if not 0 < share <= 1:
        raise FORMS["Andel"].refused(text[:60])
    return share


def _count(text: str) -> int:
    return int(_formed("Heltal")(text[:60]))


def _date(text: str) -> date:
    in_form = re.fullmatch(FORMS["Datum"].form, text)
    try:
        if in_form:
            return date.fromisoformat(text)
    except ValueError:
        pass
    what = "inget datum som finns" if in_form else "inte en dag, skriven som år-månad-dag"
    raise wrong("fel-datum", f"{text[:80]!r} är {what}", *guess(text))


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str):
        if value.casefold() in {"ja", "true"}:
            return True
        if value.casefold() in {"nej", "false"}:
            return False
    raise wrong("fel-varde", f"{value!r} är varken ja eller nej", "Skriv ja eller nej.")


def _site(text: str) -> str:
    link = _formed("Lank")(text)
    if not link.endswith("/"):
        raise wrong("fel-lank", f"{link!r} slutar inte med snedstreck", f"Skriv {link}/")
    return link


def _dark_colour(text: str) -> str:
    """A colour on which white text can be read: contrast at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    colour = _formed("Farg")(text)
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    if 1.05 / (luminance + 0.05) < 4.5:
        message = f"vit text går inte att läsa på färgen {colour}"
        raise wrong("fel-varde", message, "Välj en mörkare färg; texten ovanpå är vit.")
    return colour


def _shown(name: str, **more: Any) -> WithJsonSchema:
    """What a JSON Schema says of a type: enough to help, never more than `check` asks for.

    Both messages are what editors with a YAML language server show where the value does not fit.
    """
    kind = FORMS[name]
    told: dict[str, Any] = {"type": "string"}
    if kind.form:
        told["pattern"] = f"^{kind.form}$"
    told |= {**kind.schema, **more, "errorMessage": kind.editor}
    if "pattern" in told:
        told["patternErrorMessage"] = kind.editor
    return WithJsonSchema(told)


def _shown_alone_or_listed(name: str) -> WithJsonSchema:
    """What a JSON Schema says of a field that holds one value of a type, or a list of them."""
    alone = _shown(name).json_schema
    assert alone is not None
    kinds = alone["type"] if isinstance(alone["type"], list) else [alone["type"]]
    return WithJsonSchema({**alone, "type": [*kinds, "array"], "items": alone})


Text = Annotated[str, BeforeValidator(_text), _shown("Text")]
Id = Annotated[str, _reading(_id), _shown("Id", maxLength=MAX_ID)]
TidigareId = Annotated[
    tuple[Id, ...], BeforeValidator(_one_or_several), _shown_alone_or_listed("Id")
]
TidigareBeslut = Annotated[
    tuple[Annotated[str, _reading(_formed("TidigareBeslut"))], ...],
    BeforeValidator(_one_or_several),
    _shown_alone_or_listed("TidigareBeslut"),
]
BeloppetsId = Annotated[
    BeloppId,
    _reading(_belopp_id),
    _shown("BeloppetsId", pattern=f"^{BELOPP_ID_PATTERN.pattern}$"),
]
BeslutsId = Annotated[str, _reading(_beslut_id), _shown("BeslutsId")]
Differens = Annotated[Belopp, _reading(_exact), _shown("Differens")]
Kronor = Annotated[Belopp, _reading(_exact), AfterValidator(_unsigned), _shown("Kronor")]
Pris = Annotated[Belopp, _reading(_price), AfterValidator(_unsigned), _shown("Pris")]
AngivetBelopp = Annotated[Belopp | Intervall, _reading(_amount), _shown("Belopp")]
"""What a document may state as an amount: exact, a cap, approximate or a range. It has a sign where
the decision changes another, which the rules see to."""
Andel = Annotated[Fraction, _reading(_share), _shown("Andel")]
Heltal = Annotated[int, _reading(_count), _shown("Heltal")]
Ar = Annotated[int, _reading(_formed("Ar")), _shown("Ar")]
Datum = Annotated[date, _reading(_date), _shown("Datum")]
JaNej = Annotated[bool, BeforeValidator(_yes_or_no), _shown("JaNej")]
Lank = Annotated[str, _reading(_formed("Lank")), _shown("Lank")]
Webbplats = Annotated[str, _reading(_site), _shown("Webbplats")]
Sha256 = Annotated[str, _reading(_formed("Sha256")), _shown("Sha256")]
Organisationsnummer = Annotated[
    str, _reading(_formed("Organisationsnummer")), _shown("Organisationsnummer")
]
SparadTabellsId = Annotated[str, _reading(_formed("SparadTabellsId")), _shown("SparadTabellsId")]
Filnamn = Annotated[str, _reading(_formed("Filnamn")), _shown("Filnamn")]
Farg = Annotated[str, _reading(_dark_colour), _shown("Farg")]
Epost = Annotated[str, _reading(_formed("Epost")), _shown("Epost")]
Ordform = Annotated[str, _reading(_formed("Ordform")), _shown("Ordform")]
Genus = Annotated[str, _reading(_formed("Genus")), _shown("Genus")]


class Status(StrEnum):
    """Whether the money is decided or only proposed, or no longer either (English: status).

    A decision's file says one of the first two; what other decisions do to it gives the rest.
    """

    BESLUTAD = "beslutad"
    FORSLAG = "forslag"
    ERSATT = "ersatt"
    UPPHAVD = "upphavd"

    @property
    def galler(self) -> bool:
        """Whether money of this status counts: what is replaced or revoked does not."""
        return self in LIVING


LIVING = (Status.BESLUTAD, Status.FORSLAG)
"""What counts, in the order in which it is told of; the two are never added to each other."""


def _plain_status(value: Any) -> Any:
    key = slug(value) if isinstance(value, str) else ""
    return key if key in {Status.ERSATT, Status.UPPHAVD} else value


def _written_status(status: Status) -> Status:
    if status.galler:
        return status
    hint = "Skriv status: beslutad eller forslag, som handlingen har det."
    if status is Status.ERSATT:
        hint = "Låt status stå, och skriv ersatter: <år>/<id> i det beslut som gäller i stället."
    elif status is Status.UPPHAVD:
        hint = "Låt status stå, och skriv upphavd: med datum: och text: i beslutets fil."
    raise wrong("fel-varde", f"status: {status.value!r} är inget som en fil säger själv", hint)


WrittenStatus = Annotated[
    Status,
    BeforeValidator(_plain_status),
    AfterValidator(_written_status),
    WithJsonSchema({"type": "string", "enum": [status.value for status in LIVING]}),
]


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

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share what is the same as in others: parts are many."""
        share(self)


def required(title: str, description: str, **more: Any) -> Any:
    """A field that must be there, with what people are told of it."""
    return Field(title=title, description=description, **more)


def optional(title: str, description: str, default: Any = None) -> Any:
    """A field that may be left out."""
    return Field(default, title=title, description=description)


def confirmed() -> Any:
    """The field that answers a question about the amounts and days that stand beside it."""
    description = "Ja när det som ser ut som ett misstag är kontrollerat mot handlingen."
    return optional("Rimligt", description, default=False)


def several(title: str, description: str) -> Any:
    """A list that may be left out."""
    return Field((), title=title, description=description)


TIDIGARE_ID = several(
    "Tidigare id", "Id som detta har haft, ett eller flera. Adresser med dem leder hit."
)
"""The field of what has a page of its own, and so an address that lasts."""


def first_words(text: str, words: int = 6) -> str:
    """The id made from a text's first words, for what has no name of its own."""
    return "-".join(slug(text).split("-")[:words])
