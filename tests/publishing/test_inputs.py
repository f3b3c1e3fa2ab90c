"""What a page is made of is all that it depends on: as long as that is the same, so is the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pytest

from generator.checking.judge import judge
from generator.pages import render as pages
from generator.pages.plans import plans_of
from generator.publishing import site
from generator.publishing.inputs import Inputs
from generator.publishing.publication import publish
from tests.conftest import EXEMPEL, read_data

TEMPLATES = site.template_folders(EXEMPEL)
Files = Mapping[str, bytes]
Page = tuple[str, tuple[tuple[str, bytes], ...], date | None, object]


def made(files: Files) -> dict[str, Page] | None:
    """Every page's key, files, day and entry in the search; None where nothing may be published."""
    publication = publish(judge(files))
    if publication is None:
        return None
    inputs = Inputs(files, publication, [b"program"])
    return {
        page.address: (page.key, tuple((one.path, one.content) for one in page.files), page.day, page.entry)
        for page in pages.pages(publication, TEMPLATES, lambda plan: inputs.key(plan.reads))
    }
