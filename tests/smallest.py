"""The smallest register that is right, and ways to break it in one place."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import HealthCheck, settings

from generator.checking.judge import judge
from generator.data.problem import Problems
from generator.reading import load
from generator.reading.register import Register
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import register_rows
from generator.reckoning.sums import reconcile
from generator.words.ordval import words_of

Files = dict[str, bytes]

STEADY = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
"""Property tests that try the same examples every time."""

BESLUT = "content/data/beslut/2023/god-och-nara-vard.yml"
ORGANISATION = "content/data/organisation.yml"
SATSNINGAR = "content/data/satsningar.yml"
OMRADEN = "content/data/omraden.yml"
MOTTAGARE = "content/data/mottagare.yml"
OBJEKT = "content/data/objekt.yml"
ORDLISTA = "content/data/ordlista.yml"
NYCKLAR = "content/data/fordelningsnycklar.yml"
RATTELSER = "content/data/rattelser.yml"
LEDGER = "content/data/publicerat.csv"

TOP = "2023/god-och-nara-vard"
"""The id of the decision."""

_VALID = {
    BESLUT: """\
titel: Fördelning 2023
satsning: god-och-nara-vard
status: beslutad
sammanfattning: Beslutet fördelar pengarna på två områden.
handlingar:
  - id: fordelning
    titel: Fördelning God och nära vård 2023
    typ: beslut
belopp: 10 mkr
kalla:
  handling: fordelning
  avsnitt: Inledning
omraden:
  - omrade: nara-vard
    rubrik: Den nära vården
    belopp: 6 mkr
    insatser:
      - namn: Utökade hembesök
        belopp: 4 mkr
        mottagare: halsocentraler
      - namn: Utökade öppettider
        belopp: 2 mkr
  - omrade: e-halsa
    rubrik: Vision e-hälsa
    belopp: 4 mkr
    objekt: "9916"
""",
    ORGANISATION: """\
namn: Region Exempel
organisationsnummer: 232100-0214
webbplats: https://tilldelat.example/
webbplatsnamn: Tilldelat
kontakt:
  namn: Redaktionen
  epost: redaktionen@tilldelat.example
registrator: Fråga registrator.
tillganglighetsanmalan: https://tilldelat.example/anmal
licens: CC0 1.0
licens_lank: https://creativecommons.org/publicdomain/zero/1.0/
omfattning: Ett påhittat beslut.
""",
    SATSNINGAR: """\
- id: god-och-nara-vard
  namn: God och nära vård
  beskrivning: Omställningen till en nära vård.
- id: patientmiljarden
  namn: Patientmiljarden
  beskrivning: En äldre överenskommelse.
""",
    OMRADEN: """\
- id: nara-vard
  namn: Nära vård
  beskrivning: Vård nära människor.
- id: e-halsa
  namn: E-hälsa
  beskrivning: Digitala verktyg i vården.
""",
    MOTTAGARE: """\
- id: halsocentraler
  namn: Hälsocentralerna
""",
    OBJEKT: """\
- id: "9916"
  beskrivning: Används för nära vård.
""",
    ORDLISTA: """\
- id: insats
  ord: Insats
  forklaring: Det som pengarna används till.
""",
}

RIKET = """\
ramar:
  - id: riket
    namn: Hela landet
    ar: 2023
    omfattning: riket
    ramtyp: totalt
    belopp: 100 mkr
"""
"""A national frame to append to the decision."""

FRAME_AND_PRICE = f"""\
insatser:
  - namn: Lättakut
    styckpris:
      belopp: 400 kr
      per: besök
{RIKET}    grundbelopp: 1 mkr
"""
"""A frame with a base amount and a unit price, to append to the decision."""

INSATS = """\
insatser:
  - namn: Gemensam plan
"""
"""An insats directly under the decision, without an amount."""


PUBLICERAT = """\
rad_id,belopp_kr,publicerad
2023/god-och-nara-vard,10000000,2023-04-01
2023/god-och-nara-vard/e-halsa,4000000,2023-04-01
2023/god-och-nara-vard/nara-vard,6000000,2023-04-01
2023/god-och-nara-vard/nara-vard/utokade-hembesok,4000000,2023-04-01
2023/god-och-nara-vard/nara-vard/utokade-oppettider,2000000,2023-04-01
2023/god-och-nara-vard/riket,100000000,2023-04-01
2023/god-och-nara-vard/riket:grundbelopp,1000000,2023-04-02
2023/god-och-nara-vard/lattakut:styckpris,400,2023-04-03
"""
"""The ledger of the register with a national frame and a unit price, all of it published."""


def valid() -> Files:
    return {file: text.encode() for file, text in _VALID.items()}


def published(publicerat: str = PUBLICERAT, beslut: str = "") -> Files:
    """The valid register with a frame and a unit price, all of it in the ledger."""
    files = with_file(BESLUT, beslut or text_of() + FRAME_AND_PRICE)
    return {**files, LEDGER: publicerat.encode()}


def text_of(file: str = BESLUT) -> str:
    return _VALID[file]


def replaced(old: str, new: str, file: str = BESLUT, files: Files | None = None) -> Files:
    """The files with a text, which must stand in one place only, changed in one of them."""
    changed = valid() if files is None else dict(files)
    text = changed[file].decode()
    assert text.count(old) == 1, f"{old!r} stands in {text.count(old)} places of {file}"
    changed[file] = text.replace(old, new).encode()
    return changed


def appended(text: str, file: str = BESLUT, files: Files | None = None) -> Files:
    """The files with a text added last in one of them."""
    changed = valid() if files is None else dict(files)
    changed[file] = changed.get(file, b"") + text.encode()
    return changed


def with_file(file: str, content: bytes | str, files: Files | None = None) -> Files:
    """The files with one more, or with another content in one."""
    return {
        **(valid() if files is None else files),
        file: content.encode() if isinstance(content, str) else content,
    }


def only_beslut(text: str) -> Files:
    """The registers with another decision in place of the valid one."""
    return with_file(BESLUT, text)


def line_of(files: Files, file: str, part: str) -> int:
    """The line of a text that stands once in a file; 1 where no text is given."""
    if not part:
        return 1
    text = files[file].decode("utf-8-sig")
    assert text.count(part) == 1, f"{part!r} stands in {text.count(part)} places of {file}"
    return text.count("\n", 0, text.index(part)) + 1


def run(files: load.Files) -> Problems:
    """Every problem of a whole run, as the command line gets them."""
    return judge(files).problems


def found(files: load.Files) -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.code) for one in run(files)]


def register_of(files: Files) -> Register:
    register, problems = load.load(files)
    assert problems == []
    return register


def kontroller_of(files: Files) -> tuple[Kontroll, ...]:
    register = register_of(files)
    words = words_of(register.organisation)
    return reconcile(register_rows(register), register.fordelningsnycklar, words)


class Case(NamedTuple):
    """One fault, and all that a run says of it."""

    name: str
    code: str
    files: Files
    bad: str
    """A text on the line of the problem; empty for the first line."""
    says: tuple[str, ...]
    """What the message and its hint together must hold."""
    file: str

    def expected(self) -> list[tuple[str, int, str]]:
        return [(self.file, line_of(self.files, self.file, self.bad), self.code)]

    def unsaid(self) -> list[str]:
        """What the problem and its remedy ought to say and do not."""
        (problem,) = run(self.files)
        return [words for words in self.says if words not in f"{problem.message} {problem.remedy}"]


def case(code: str, name: str, files: Files, bad: str, *says: str, file: str = BESLUT) -> Case:
    return Case(name, code, files, bad, says, file)
