"""A wrong and a right example of each kind of problem, for whoever edits the data.

Where an example is YAML it replaces the same fields of a decision, so that a test can see
that the wrong one gives just that problem and the right one does not.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """What gives a problem, and what it should be instead."""

    fel: str
    ratt: str


EXAMPLES: dict[str, Example] = {
    "saknad-fil": Example(
        "mappen content/data utan filen omraden.yml",
        "filen content/data/omraden.yml, med minst ett område",
    ),
    "fel-plats": Example(
        "content/data/beslut/23/Nära vård.yml",
        "content/data/beslut/2023/nara-vard.yml",
    ),
    "lank-ut": Example(
        "content/data/omraden.yml som är en länk till en fil i en annan mapp",
        "själva filen i content/data",
    ),
    "olaslig-fil": Example(
        "content/data/beslut/2022 som är en länk till en annan mapp",
        "själva mappen, med besluten i",
    ),
    "for-stor-fil": Example(
        "en beslutsfil på flera megabyte",
        "ett beslut i varje fil",
    ),
    "tom-fil": Example(
        "en fil utan innehåll",
        "en fil med uppgifter, eller ingen fil alls",
    ),
    "teckenkodning": Example(
        "en fil sparad som Windows-1252 eller UTF-16",
        "samma fil sparad som UTF-8",
    ),
    "styrtecken": Example(
        """\
mal: "Bättre\\avård"
""",
        "mal: Bättre vård\n",
    ),
    "sammanslagning": Example(
        """\
<<<<<<< HEAD
belopp: 10 mkr
=======
belopp: 11 mkr
>>>>>>> ny
""",
        "belopp: 10 mkr\n",
    ),
    "flera-dokument": Example(
        """\
belopp: 10 mkr
---
mal: Bättre vård
""",
        """\
belopp: 10 mkr
mal: Bättre vård
""",
    ),
    "tabb": Example(
        """\
kalla:
	handling: fordelning
""",
        """\
kalla:
  handling: fordelning
  avsnitt: Inledning
""",
    ),
    "yaml": Example(
        "mal: Bättre vård: nära och trygg\n",
        """\
mal: "Bättre vård: nära och trygg"
""",
    ),
    "yaml-alias": Example(
        """\
mal: &malet Bättre vård
kategori: *malet
""",
        """\
mal: Bättre vård
kategori: Bättre vård
""",
    ),
    "yaml-tagg": Example(
        "mal: !viktigt Bättre vård\n",
        "mal: Bättre vård\n",
    ),
    "yaml-komma": Example(
        """\
belopp: 6,2 mkr
omrade: nara-vard
omraden: []
insatser:
  - {namn: Hembesök, belopp: 6,2 mkr}
""",
        """\
belopp: 6,2 mkr
omrade: nara-vard
omraden: []
insatser:
  - namn: Hembesök
    belopp: 6,2 mkr
""",
    ),
    "yaml-nummertecken": Example(
        "mal: Bättre vård #2 i planen\n",
        """\
mal: "Bättre vård #2 i planen"
""",
    ),
    "for-djupt": Example(
        "mal: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        "mal: Bättre vård\n",
    ),
    "fel-nyckel": Example(
        """\
? [mal, belopp]
: Bättre vård
""",
        "mal: Bättre vård\n",
    ),
    "dubbel-nyckel": Example(
        """\
mal: Bättre vård
mal: Närmare vård
""",
        "mal: Bättre och närmare vård\n",
    ),
    "okant-falt": Example(
        """\
objket: "9916"
""",
        """\
objekt: "9916"
""",
    ),
    "ej-ifyllt": Example(
        "sammanfattning: …\n",
        "sammanfattning: Beslutet fördelar pengarna på två områden.\n",
    ),
    "saknat-falt": Example(
        """\
insatser:
  - avser: Resor
""",
        """\
insatser:
  - namn: Hembesök
    avser: Resor
""",
    ),
    "fel-form": Example(
        "utdrag_till: Ekonomienheten\n",
        """\
utdrag_till:
  - Ekonomienheten
""",
    ),
    "fel-varde": Example(
        "status: beslutat\n",
        "status: beslutad\n",
    ),
    "fel-belopp": Example(
        "belopp: 10.000.000\n",
        "belopp: 10 000 000 kr\n",
    ),
    "negativt-belopp": Example(
        "belopp: −10 mkr\n",
        "belopp: 10 mkr\n",
    ),
    "fel-datum": Example(
        "beslutsdatum: 2023-02-30\n",
        "beslutsdatum: 2023-02-28\n",
    ),
    "fel-ar": Example(
        """\
ramar:
  - namn: Riket
    ar: 23
    omfattning: riket
    ramtyp: totalt
""",
        """\
ramar:
  - namn: Riket
    ar: 2023
    omfattning: riket
    ramtyp: totalt
""",
    ),
    "fel-id": Example(
        """\
omrade: Nära vård
omraden: []
""",
        """\
omrade: nara-vard
omraden: []
""",
    ),
    "fel-lank": Example(
        """\
handlingar:
  - id: fordelning
    titel: Fördelning
    typ: beslut
    lank: www.exempel.example
""",
        """\
handlingar:
  - id: fordelning
    titel: Fördelning
    typ: beslut
    lank: https://www.exempel.example/
""",
    ),
    "okant-id": Example(
        "satsning: god-och-nara-vrd\n",
        "satsning: god-och-nara-vard\n",
    ),
    "dubbelt-id": Example(
        """\
insatser:
  - namn: Hembesök
  - namn: Hembesök
""",
        """\
insatser:
  - namn: Hembesök
  - namn: Hembesök
    id: hembesok-2
""",
    ),
    "saknat-id": Example(
        """\
insatser:
  - namn: "(…)"
""",
        """\
insatser:
  - namn: "(…)"
    id: utan-namn
""",
    ),
    "saknad-kalla": Example(
        """\
handlingar:
  - id: forslag
    titel: Förslag
    typ: forslag
  - id: fordelning
    titel: Fördelning
    typ: beslut
kalla:
  avsnitt: Inledning
""",
        """\
handlingar:
  - id: forslag
    titel: Förslag
    typ: forslag
  - id: fordelning
    titel: Fördelning
    typ: beslut
kalla:
  handling: fordelning
  avsnitt: Inledning
""",
    ),
    "saknat-avsnitt": Example(
        """\
kalla:
  handling: fordelning
""",
        """\
kalla:
  handling: fordelning
  avsnitt: Inledning
""",
    ),
    "saknat-omrade": Example(
        "omraden: []\n",
        """\
omrade: nara-vard
omraden: []
""",
    ),
    "dubbelt-omrade": Example(
        "omrade: nara-vard\n",
        """\
omrade: nara-vard
omraden: []
""",
    ),
    "ofullstandig-ram": Example(
        """\
ramar:
  - namn: Riket
    omfattning: riket
    ramtyp: totalt
""",
        """\
ramar:
  - namn: Riket
    ar: 2023
    omfattning: riket
    ramtyp: totalt
""",
    ),
    "tomt-styckpris": Example(
        """\
insatser:
  - namn: Hembesök
    styckpris:
      per: besök
""",
        """\
insatser:
  - namn: Hembesök
    styckpris:
      belopp: 400 kr
      per: besök
""",
    ),
    "sammantrade-datum": Example(
        """\
beslutsdatum: 2023-03-28
sammantrade:
  fran: 2023-03-28
  till: 2023-03-29
""",
        """\
beslutsdatum: 2023-03-29
sammantrade:
  fran: 2023-03-28
  till: 2023-03-29
""",
    ),
    "saknad-tillganglighetsanmalan": Example(
        "organisation.yml utan raden tillganglighetsanmalan",
        "tillganglighetsanmalan: https://www.exempel.example/tillganglighet",
    ),
    "orimligt-belopp": Example(
        """\
belopp: 5 mkr
omrade: nara-vard
omraden: []
insatser:
  - namn: Hembesök
    belopp: 3 mkr
  - namn: Öppettider
    belopp: 1 998 tkr
  - namn: Resor
    belopp: 2 tkr
""",
        """\
belopp: 5 mkr
omrade: nara-vard
omraden: []
insatser:
  - namn: Hembesök
    belopp: 3 mkr
  - namn: Öppettider
    belopp: 1 998 tkr
  - namn: Resor
    belopp: 2 tkr
    rimligt: ja
""",
    ),
    "siffror-fran-annat": Example(
        """\
belopp: 9 916 kr
objekt: "9916"
omrade: nara-vard
omraden: []
""",
        """\
belopp: 10 mkr
objekt: "9916"
omrade: nara-vard
omraden: []
""",
    ),
    "onodig-bekraftelse": Example(
        """\
belopp: 10 mkr
rimligt: ja
""",
        "belopp: 10 mkr\n",
    ),
    "formel": Example(
        "mal: =Bättre vård\n",
        "mal: Bättre vård\n",
    ),
    "otillatet-i-sida": Example(
        "en bild från en annan webbplats, eller HTML med ett program, i en sida i content/sidor",
        "en bild bland webbplatsens egna, eller en länk",
    ),
    "personuppgift": Example(
        "namnet, telefonnumret eller e-postadressen till den som fattade beslutet",
        "rollen eller enheten, till exempel Regiondirektören",
    ),
    "oforklarad-avvikelse": Example(
        "belopp: 11 mkr\n",
        """\
belopp: 11 mkr
avvikelser:
  - kontroll: omraden
    differens: −1 000 000 kr
    forklaring: Handlingen anger 11 miljoner, men områdena är 10.
""",
    ),
    "inaktuell-avvikelse": Example(
        """\
avvikelser:
  - kontroll: omraden
    differens: −1 000 000 kr
    forklaring: Handlingen anger 11 miljoner, men områdena är 10.
""",
        "avvikelser: []\n",
    ),
    "saknad-rattelse": Example(
        "ett publicerat belopp som ändras i beslutet, och inget mer",
        "ändringen i beslutet, och en rättelse i rattelser.yml som säger före, efter och varför",
    ),
    "andrat-id": Example(
        "en publicerad insats som får ett nytt namn, och inget mer",
        "det nya namnet, och raden id: med det som förut var insatsens id",
    ),
    "onodig-rattelse": Example(
        "en rättelse vars fore inte är det som stod förut",
        "en rättelse vars fore är det som stod förut, och efter det som står i beslutet",
    ),
    "csv": Example(
        "en CSV-fil vars rader har fler fält än rubriken",
        "lika många fält på varje rad, med citattecken runt text som har komma eller semikolon",
    ),
    "dubbel-lista": Example(
        "samma insatser både i beslutets YAML-fil och i CSV-filen bredvid",
        "hela listan i den ena filen",
    ),
    "motsagelse": Example(
        "6 mkr i belopp_angivet och 5000000 i belopp_kr, på samma rad",
        "6 mkr i belopp_angivet, och 6000000 eller ingenting i belopp_kr",
    ),
}
