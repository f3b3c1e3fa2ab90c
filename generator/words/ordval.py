"""What a publisher calls the things that its money goes through, by `ordval.yml`.

The words are the publisher's own where `organisation.yml` gives them, else a region's. Only what is
shown follows them: codes, columns and addresses are the same for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from generator.data import records
from generator.data.adress import Slag
from generator.data.derived import Niva
from generator.data.registers import Benamning, Organisation, Roll
from generator.data.types import Status
from generator.words import labels
from generator.words.swedish import capitalised, count, genitive, number

_WORDS = records.beside(__file__)


class Noun(NamedTuple):
    """A word for a kind of thing, as it stands inside a sentence."""

    en: str
    flera: str
    bestamd: str
    bestamda: str
    genus: str
    engelska: str | None = None

    @property
    def is_neuter(self) -> bool:
        """Whether it is `ett bidrag` and not `en insats`."""
        return self.genus == "n"

    def agreeing(self, common: str, neuter: str) -> str:
        """The form of another word that goes with one of it: `ingen` or `inget`."""
        return neuter if self.is_neuter else common

    @property
    def ett(self) -> str:
        """One, with its article: `en insats`, `ett bidrag`."""
        return f"{self.agreeing('en', 'ett')} {self.en}"

    @property
    def vilket(self) -> str:
        """Which one: `vilken insats`, `vilket bidrag`."""
        return f"{self.agreeing('vilken', 'vilket')} {self.en}"

    @property
    def ingen(self) -> str:
        """None of several: `ingen`, `inget`."""
        return self.agreeing("ingen", "inget")

    @property
    def den(self) -> str:
        """What one is called when it has been named: `den`, `det`."""
        return self.agreeing("den", "det")

    @property
    def versal(self) -> Noun:
        """Each form with a capital, as it begins a sentence or a heading."""
        en, flera, bestamd, bestamda = map(capitalised, self[:4])
        return Noun(en, flera, bestamd, bestamda, self.genus)

    def of(self, number_of: int) -> str:
        """The form that goes with a number."""
        return self.en if number_of == 1 else self.flera

    def counted(self, number_of: int) -> str:
        """How many in words: `ett bidrag`, `tre bidrag`."""
        return count(number_of, self.en, self.flera, of_neuter=self.is_neuter)


class Om(NamedTuple):
    """What is said of where the money comes from; `ordval.yml` tells of each (English: about)."""

    pengar: str
    rubrik: str
    beskrivning: str
    ingress: str
    beslut: str
    kommer_ur: str
    satsningar: str
    landet: str
    vagen: str


@dataclass(frozen=True)
class Ordval:
    """All words of a publisher's (English: choice of words)."""

    roll: Roll
    organisation: str
    omrade: Noun
    insats: Noun
    mottagare: Noun
    satsning: Noun

    @property
    def versal(self) -> Ordval:
        """The same with a capital in each noun, as it begins a sentence or a heading."""
        nouns = (self.omrade, self.insats, self.mottagare, self.satsning)
        return Ordval(self.roll, self.organisation, *(noun.versal for noun in nouns))

    @cached_property
    def delar(self) -> Mapping[str, Noun]:
        """What the parts in a list of the data are called, by the list's name."""
        return {
            "omraden": self.omrade,
            "delomraden": self._delomrade,
            "insatser": self.insats,
            **{name: Noun(**forms) for name, forms in _WORDS["del"].items()},
        }

    @property
    def _delomrade(self) -> Noun:
        before = "del-" if self.omrade.en[0].isupper() else "del"
        en, flera, bestamd, bestamda = (f"{before}{form}" for form in self.omrade[:4])
        return Noun(en, flera, bestamd, bestamda, self.omrade.genus)

    @cached_property
    def kontroll(self) -> Mapping[str, str]:
        """What each kind of check compares."""
        return {kind: self.fill(text) for kind, text in _WORDS["kontroll"].items()}

    @cached_property
    def sida(self) -> Mapping[Slag, str]:
        """What a page is about, as something that was there."""
        return {Slag[name]: self.fill(text) for name, text in _WORDS["sida"].items()}

    @cached_property
    def om(self) -> Om:
        """What is said of where the money comes from."""
        return Om(**{name: self.fill(text) for name, text in _WORDS["roll"][self.roll].items()})

    def fill(self, text: str, **more: object) -> str:
        """A text of ours with the words filled in; `more` are names of its own in braces."""
        return text.format_map(
            {
                "omrade": self.omrade,
                "delomrade": self._delomrade,
                "insats": self.insats,
                "mottagare": self.mottagare,
                "satsning": self.satsning,
                "organisation": self.organisation,
                "organisationens": self.organisationens,
                **more,
            }
        )

    @property
    def organisationens(self) -> str:
        """The publisher's name before what is its own."""
        return genitive(self.organisation)

    def niva(self, niva: Niva, status: Status) -> Noun:
        """What rows of a level are called; a decision is called by its status."""
        if niva in _LISTS:
            return self.delar[_LISTS[niva]]
        arende = labels.STATUS[status].arende
        return Noun(arende, arende, labels.STATUS[status].arendet, arende, "n")

    def count_of(self, number_of: int, niva: Niva, status: Status) -> str:
        """How many rows of a level: `3 områden`, `1 insats`."""
        return f"{number(number_of)} {self.niva(niva, status).of(number_of)}"


_LISTS = {Niva.OMRADE: "omraden", Niva.DELOMRADE: "delomraden", Niva.INSATS: "insatser"}


def _noun(name: str, own: Benamning | None) -> Noun:
    forms: Mapping[str, Any] = own.model_dump() if own else _WORDS["ord"][name]
    return Noun(**forms)


def words_of(organisation: Organisation | None) -> Ordval:
    """The words of a publisher; a region's where it says nothing, or could not be read."""
    if organisation is None:
        return Ordval(Roll.MOTTAGARE, "", *(_noun(name, None) for name in _WORDS["ord"]))
    nouns = (_noun(name, getattr(organisation.ord, name, None)) for name in _WORDS["ord"])
    return Ordval(organisation.roll, organisation.namn, *nouns)


REGIONENS = words_of(None)
"""A region's own words."""
