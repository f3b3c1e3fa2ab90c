"""The granted insatser in the terms of 360Giving 1.4.3, for whoever compares funders.

The standard: https://standard.threesixtygiving.org. Only an insats that is decided, with a
recipient, an amount and a day, is a grant there; how many others there are is told. Whether the
file conforms is not claimed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.publishing import addresses
from generator.publishing.catalog import publisher_iri
from generator.publishing.dictionary import NO_GRANT
from generator.publishing.downloads import KeyOf, Piece, Pieced
from generator.publishing.publication import Publication
from generator.publishing.record import Plain
from generator.publishing.tables import FORMAT_VERSION


def pieced(public: Publication, path: str, key_of: KeyOf) -> Pieced:
    """The grants of each decision as a piece, and first why the other insatser are none.

    `key_of` gives what all that is told of a decision is made of, by its id.
    """
    beslut = public.tables["beslut"]
    days = {str(id_): day for id_, day in beslut.told("beslut_id", "beslutsdatum")}
    others: Counter[str] = Counter()
    grants: dict[str, list[str]] = defaultdict(list)
    insatser = public.tables["insatser"].told("niva", "beslut_id", "rad_id", *_ASKED)
    for niva, beslut_id, rad_id, *answers in insatser:
        if niva != "insats":
            continue
        if reason := _why_not(*answers, day=days[str(beslut_id)]):
            others[reason] += 1
        else:
            grants[str(beslut_id)].append(str(rad_id))
    whole = {
        "format_version": FORMAT_VERSION,
        "beskrivning": public.ordval.fill(NO_GRANT["om"]),
        "utelamnade": {reason: others[reason] for reason in _REASONS},
    }
    told = [f"{_json(name)}: {_json(value)}" for name, value in whole.items()]
    start = f'{{\n{",".join(told)},\n"grants": [\n'.encode()
    pieces = [
        _piece(public, rows, days[beslut_id], key_of(beslut_id))
        for beslut_id, rows in grants.items()
    ]
    return Pieced(path, start, pieces, _BETWEEN, b"\n]}\n")


_BETWEEN = b",\n"
"""A grant is a line: so a change of one is that of a line, and all are written quickly."""


def _piece(public: Publication, rows: Sequence[str], day: Plain, made_of: str) -> Piece:
    def make() -> Iterator[bytes]:
        yield _BETWEEN.join(_json(_grant(public, row, day)).encode() for row in rows)

    return Piece(made_of and f"{rows[0]} {len(rows)} {made_of}", make)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_ASKED = ("status", "avslag", "andrar_id", "mottagare_id", "belopp_kr")
_REASONS = ("galler_inte", "avslag", "andring", "utan_mottagare", "utan_belopp", "utan_dag")
"""Why an insats is no grant; the first that holds is told."""


def _why_not(
    status: Plain,
    avslag: Plain,
    andrar_id: Plain,
    mottagare_id: Plain,
    belopp_kr: Plain,
    *,
    day: Plain,
) -> str:
    holds = (
        status != "beslutad",
        bool(avslag),
        bool(andrar_id),
        not mottagare_id,
        belopp_kr is None,
        not day,
    )
    return next((reason for reason, is_so in zip(_REASONS, holds, strict=True) if is_so), "")


def _grant(public: Publication, rad_id: str, day: Plain) -> Mapping[str, Any]:
    organisation = public.organisation
    insats = public.tables["insatser"].record(rad_id)
    recipient = public.tables["mottagare"].record(str(insats["mottagare_id"]))
    number = recipient["organisationsnummer"]
    funder = publisher_iri(organisation)
    return {
        "id": f"{organisation.webbplats}{addresses.BESLUT}{rad_id}",
        "title": insats["namn"],
        "description": insats["avser"] or insats["mal"] or insats["namn"],
        "currency": "SEK",
        "amountAwarded": insats["belopp_kr"],
        "awardDate": day,
        "fundingOrganization": [{"id": funder, "name": organisation.namn}],
        "recipientOrganization": [
            {
                "id": recipient["url"],
                "name": recipient["namn"],
                "url": recipient["url"],
                **({"companyNumber": number} if number else {}),
            }
        ],
        "grantProgramme": [{"code": insats["satsning_id"], "title": insats["satsning"]}],
        "dataSource": insats["url"],
    }
