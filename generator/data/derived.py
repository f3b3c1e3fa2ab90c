"""What the program itself says of the data: values of published columns that nobody writes."""

from __future__ import annotations

from enum import StrEnum


class Niva(StrEnum):
    """What a row is a row of (English: level)."""

    BESLUT = "beslut"
    OMRADE = "omrade"
    DELOMRADE = "delomrade"
    VARAV = "varav"
    INSATS = "insats"
    DELPOST = "delpost"
    AKTIVITET = "aktivitet"
    ARSDEL = "arsdel"
    RAM = "ram"


class Verdikt(StrEnum):
    """How a check came out (English: verdict), the worst first.

    A sum agrees or not; a formula, which is no sum, explains an amount or not.
    """

    AVVIKER = "avviker"
    INOM_AVRUNDNING = "inom_avrundning"
    OFULLSTANDIG = "ofullstandig"
    FORKLARAS_INTE = "forklaras_inte"
    KAN_INTE_KONTROLLERAS = "kan_inte_kontrolleras"
    FORKLARAS = "forklaras"
    STAMMER = "stammer"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Verdikt).index(self)


class Jamforelse(StrEnum):
    """What a check asks of the two figures (English: comparison)."""

    LIKA = "lika"
    HOGST = "hogst"
