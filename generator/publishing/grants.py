"""The granted insatser in the terms of 360Giving 1.4.3, for whoever compares funders.

The standard: https://standard.threesixtygiving.org. Only an insats that is decided, with a
recipient, an amount and a day, is a grant there; how many others there are is told. Whether the
file conforms is not claimed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.publishing import addresses
from generator.publishing.catalog import publisher_iri
from generator.publishing.dictionary import NO_GRANT
from generator.publishing.record import Plain
from generator.publishing.tables import FORMAT_VERSION
from generator.publishing.written import Written

Record = Mapping[str, Plain]


def render(written: Written) -> Iterator[bytes]:
    """The grants, and why the other insatser are none; a line is a part."""
    days = {record["beslut_id"]: record["beslutsdatum"] for record in _records(written, "beslut")}
    recipients = {record["mottagare_id"]: record for record in _records(written, "mottagare")}
    others: Counter[str] = Counter()
    grants: list[bytes] = []
    for insats in _records(written, "insatser"):
        if insats["niva"] != "insats":
            continue
        day = days[insats["beslut_id"]]
        if reason := _why_not(insats, day):
            others[reason] += 1
        else:
            grants.append(_json(_grant(written, insats, day, recipients)).encode())
    whole = {
        "format_version": FORMAT_VERSION,
        "beskrivning": written.publication.ordval.fill(NO_GRANT["om"]),
        "utelamnade": {reason: others[reason] for reason in _REASONS},
    }
    # A grant is a line: so a change of one is that of a line, and all are written quickly.
    told = [f"{_json(name)}: {_json(value)}" for name, value in whole.items()]
    yield f'{{\n{",".join(told)},\n"grants": [\n'.encode()
    for at, line in enumerate(grants):
        yield b",\n" if at else b""
        yield line
    yield b"\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_REASONS = ("galler_inte", "avslag", "andring", "utan_mottagare", "utan_belopp", "utan_dag")
"""Why an insats is no grant; the first that holds is told."""


def _why_not(insats: Record, day: Plain) -> str:
    holds = (
        insats["status"] != "beslutad",
        bool(insats["avslag"]),
        bool(insats["andrar_id"]),
        not insats["mottagare_id"],
        insats["belopp_kr"] is None,
        not day,
    )
    return next((reason for reason, is_so in zip(_REASONS, holds, strict=True) if is_so), "")


def _grant(
    written: Written, insats: Record, day: Plain, recipients: Mapping[Plain, Record]
) -> Mapping[str, Any]:
    organisation = written.publication.organisation
    recipient = recipients[insats["mottagare_id"]]
    number = recipient["organisationsnummer"]
    funder = publisher_iri(organisation)
    return {
        "id": f"{organisation.webbplats}{addresses.BESLUT}{insats['rad_id']}",
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


def _records(written: Written, name: str) -> Iterator[Record]:
    return written.rows(written.publication.tables[name])
