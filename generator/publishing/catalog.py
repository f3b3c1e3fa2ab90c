"""The catalogue entry for Sveriges dataportal, after DCAT-AP-SE 3.0.1, and who publishes.

What the dataportal lists is one dataset, which grows. The tables as they were at each publication
are told of as its versions, which are described but not listed: a set for each would fill the
portal with the same data.

It is written in a fixed order, since a library for RDF does not keep one. While the site is a
demonstration it says so, and names the publisher by the site and not by the dataportal's address
of the organisation, so that nothing of it can be taken for the organisation's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from generator.data.registers import Organisation
from generator.publishing import addresses, workbook
from generator.publishing.dictionary import EXAMPLE, SHEETS, VERSION
from generator.publishing.downloads import FORMATS
from generator.publishing.versions import Utgiven, published
from generator.publishing.written import Written
from generator.words.swedish import day

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcatap": "http://data.europa.eu/r5r/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LIST = "http://publications.europa.eu/resource/authority/"
_FILE_TYPES = {"text/csv": "CSV", "application/json": "JSON", workbook.MEDIA_TYPE: "XLSX"}
"""What the EU's list calls a kind of file."""
_PUBLISHER_TYPES = {"2321": "RegionalAuthority", "2120": "LocalAuthority", "2220": "LocalAuthority"}
"""What a publisher is, by how its number begins: regions, municipalities and their unions."""


def render(written: Written) -> bytes:
    """The catalogue with its one dataset, and a distribution for each file."""
    public = written.publication
    organisation = public.organisation
    base = organisation.webbplats
    catalogue, dataset = f"{base}{addresses.CATALOG}", f"{base}{addresses.DATA}#datamangd"
    publisher, contact, time = publisher_iri(organisation), f"{base}#kontakt", f"{base}#tid"
    title = EXAMPLE.format(titel=organisation.webbplatsnamn)
    title = title if organisation.demonstration else organisation.webbplatsnamn
    root = ET.Element("rdf:RDF", {f"xmlns:{name}": space for name, space in _SPACES.items()})

    entry = _thing(root, "dcat:Catalog", catalogue)
    _described(entry, title, organisation.omfattning)
    _leads(entry, "dcterms:publisher", publisher)
    _leads(entry, "dcterms:license", licence_iri(organisation))
    _leads(entry, "dcterms:language", f"{_LIST}language/SWE")
    _placed(entry, organisation)
    _leads(entry, "dcat:themeTaxonomy", f"{_LIST}data-theme")
    _leads(entry, "foaf:homepage", base)
    days = [row.publicerad for row in public.register.adresser or ()]
    if days:
        _dated(entry, "dcterms:issued", str(min(days)))
    _dated(entry, "dcterms:modified", str(public.as_of))
    _leads(entry, "dcat:dataset", dataset)

    entry = _thing(root, "dcat:Dataset", dataset)
    _described(entry, title, organisation.omfattning)
    _text(entry, "dcat:keyword", public.ordval.om.pengar)
    _leads(entry, "dcterms:publisher", publisher)
    _leads(entry, "dcat:contactPoint", contact)
    _leads(entry, "dcat:landingPage", f"{base}{addresses.DATA}")
    _leads(entry, "dcat:theme", f"{_LIST}data-theme/GOVE")
    _leads(entry, "dcterms:accessRights", f"{_LIST}access-right/PUBLIC")
    _leads(entry, "dcterms:accrualPeriodicity", f"{_LIST}frequency/IRREG")
    _leads(entry, "dcterms:language", f"{_LIST}language/SWE")
    _placed(entry, organisation)
    if public.years:
        _leads(entry, "dcterms:temporal", time)
    _dated(entry, "dcterms:modified", str(public.as_of))
    if public.version:
        _plain(entry, "dcat:version", str(public.version))
    versions = published(public)
    for version in versions:
        _leads(entry, "dcat:hasVersion", f"{base}{version.address}#datamangd")
    about = dict(_about_downloads(written))
    for path in about:
        _leads(entry, "dcat:distribution", f"{base}{path}#fil")

    for path, name, media_type in downloads_of(written):
        entry = _thing(root, "dcat:Distribution", f"{base}{path}#fil")
        _described(entry, name, about[path])
        _leads(entry, "dcat:accessURL", f"{base}{path}")
        _leads(entry, "dcat:downloadURL", f"{base}{path}")
        _filed(entry, organisation, media_type)
        size = ET.SubElement(entry, "dcat:byteSize", {"rdf:datatype": f"{_XSD}nonNegativeInteger"})
        size.text = str(written.left[path].size)

    for version in versions:
        _version(root, organisation, title, version)

    entry = _thing(root, "foaf:Agent", publisher)
    name = EXAMPLE.format(titel=organisation.namn)
    _text(entry, "foaf:name", name if organisation.demonstration else organisation.namn)
    kind = _PUBLISHER_TYPES.get(organisation.organisationsnummer[:4], "NonProfitOrganisation")
    _leads(entry, "dcterms:type", f"http://purl.org/adms/publishertype/{kind}")
    entry = _thing(root, "vcard:Organization", contact)
    _text(entry, "vcard:fn", organisation.kontakt.namn)
    _leads(entry, "vcard:hasEmail", f"mailto:{organisation.kontakt.epost}")
    if public.years:
        entry = _thing(root, "dcterms:PeriodOfTime", time)
        _dated(entry, "dcat:startDate", f"{min(public.years)}-01-01")
        _dated(entry, "dcat:endDate", f"{max(public.years)}-12-31")
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _filed(entry: ET.Element, organisation: Organisation, media_type: str) -> None:
    """Of what kind a file is, and how it may be used."""
    _leads(entry, "dcterms:format", f"{_LIST}file-type/{_FILE_TYPES[media_type]}")
    _leads(entry, "dcat:mediaType", f"https://www.iana.org/assignments/media-types/{media_type}")
    _leads(entry, "dcterms:license", licence_iri(organisation))
    _leads(entry, "dcatap:availability", f"{_LIST}planned-availability/STABLE")


def _version(root: ET.Element, organisation: Organisation, title: str, version: Utgiven) -> None:
    """A version, and where its tables are."""
    page = f"{organisation.webbplats}{version.address}"
    about = VERSION.format(dag=day(version.id.dag))
    entry = _thing(root, "dcat:Dataset", f"{page}#datamangd")
    _described(entry, f"{title}, version {version.id}", about)
    _leads(entry, "dcterms:publisher", publisher_iri(organisation))
    _leads(entry, "dcat:landingPage", page)
    _leads(entry, "dcterms:accessRights", f"{_LIST}access-right/PUBLIC")
    _leads(entry, "dcterms:language", f"{_LIST}language/SWE")
    _dated(entry, "dcterms:issued", str(version.id.dag))
    _plain(entry, "dcat:version", str(version.id))
    _leads(entry, "dcat:distribution", f"{page}#filer")
    entry = _thing(root, "dcat:Distribution", f"{page}#filer")
    _described(entry, f"{title}, version {version.id}", about)
    _leads(entry, "dcat:accessURL", page)
    _filed(entry, organisation, "text/csv")


def publisher_iri(organisation: Organisation) -> str:
    """What names the publisher on the web: the dataportal's address of it, if it publishes this."""
    if organisation.demonstration:
        return f"{organisation.webbplats}#utgivare"
    digits = organisation.organisationsnummer.replace("-", "")
    return f"http://dataportal.se/organisation/SE{digits}"


def licence_iri(organisation: Organisation) -> str:
    """A licence as the dataportal wants it: those of Creative Commons are named with http."""
    address = organisation.licens_lank
    return address.replace("https://creativecommons.org/", "http://creativecommons.org/", 1)


def downloads_of(written: Written) -> Iterator[tuple[str, str, str]]:
    """The files that hold the tables: path, name and media type."""
    for table in written.publication.tables.values():
        for form in FORMATS:
            path = form.file_name(addresses.tabell(table.name))
            yield path, f"{table.title}, {form.name}", form.media_type
    yield addresses.WORKBOOK, "Alla tabeller, Excel", workbook.MEDIA_TYPE


def _about_downloads(written: Written) -> Iterator[tuple[str, str]]:
    """What is in each of those files, in a sentence or two, by its path."""
    for table in written.publication.tables.values():
        for form in FORMATS:
            row = f"En rad är {table.en_rad}. {form.about}"
            yield form.file_name(addresses.tabell(table.name)), row.strip()
    yield addresses.WORKBOOK, SHEETS


def _thing(root: ET.Element, kind: str, iri: str) -> ET.Element:
    return ET.SubElement(root, kind, {"rdf:about": iri})


def _text(entry: ET.Element, name: str, text: str) -> None:
    ET.SubElement(entry, name, {"xml:lang": "sv"}).text = text


def _plain(entry: ET.Element, name: str, value: str) -> None:
    ET.SubElement(entry, name).text = value


def _described(entry: ET.Element, title: str, description: str) -> None:
    _text(entry, "dcterms:title", title)
    _text(entry, "dcterms:description", description)


def _leads(entry: ET.Element, name: str, iri: str) -> None:
    ET.SubElement(entry, name, {"rdf:resource": iri})


def _placed(entry: ET.Element, organisation: Organisation) -> None:
    """The area that something is about, where the publisher says which."""
    if organisation.geografi:
        _leads(entry, "dcterms:spatial", organisation.geografi.lank)


def _dated(entry: ET.Element, name: str, day: str) -> None:
    ET.SubElement(entry, name, {"rdf:datatype": f"{_XSD}date"}).text = day
