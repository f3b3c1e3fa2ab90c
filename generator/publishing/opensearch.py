"""What tells a browser how the site is searched, so that it may be searched from its own field.

The format is OpenSearch 1.1: https://github.com/dewitt/opensearch.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.publishing import addresses
from generator.publishing.downloads import File
from generator.publishing.publication import Publication

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME = 16
"""How many characters of a name the format has room for."""


def render(publication: Publication) -> File:
    """The description of the search."""
    organisation = publication.organisation
    name, base = organisation.webbplatsnamn, organisation.webbplats
    told = ET.Element("OpenSearchDescription", xmlns=_NAMESPACE)
    for tag, text in (
        ("ShortName", name[:_LONGEST_NAME].strip()),
        ("Description", f"Sök på {name}"),
        ("Language", "sv"),
        ("InputEncoding", "UTF-8"),
    ):
        ET.SubElement(told, tag).text = text
    template = f"{base}{addresses.SOK}?q={{searchTerms}}"
    ET.SubElement(told, "Url", type="text/html", template=template)
    ET.indent(told)
    content = ET.tostring(told, encoding="utf-8", xml_declaration=True)
    return File(addresses.OPENSEARCH, content + b"\n")
