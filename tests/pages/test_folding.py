"""A long hand-written page is folded by its headings, and a short one is left as it is."""

from __future__ import annotations

import lxml.html
import markdown

from generator.checking.sidor import EXTENSIONS
from generator.pages.folding import LONG, folded

PAGE = """# Titel

Först.

## Ett {: #forsta }

Text med [länk](#andra).

```
## ingen rubrik
```

### Under

~~~~
```
## inte heller
~~~~

## Två

"""


def test_every_section_of_a_long_page_is_folded_with_its_heading_in_sight() -> None:
    text = folded(PAGE + "Ord. " * LONG)
    page = lxml.html.fromstring(f"<div>{markdown.markdown(text, extensions=EXTENSIONS)}</div>")
    sections = page.xpath("details[@class='fall avsnitt']")
    assert [section.xpath("string(summary/h2)") for section in sections] == ["Ett", "Två"]
    assert page.xpath("//h2/@id") == ["forsta", "tva"]
    assert sections[0].xpath("h3/@id") == ["under"]
    assert sections[0].xpath("p/a/@href") == ["#andra"]
    codes = [" ".join(code.text.split()) for code in sections[0].xpath("pre/code")]
    assert codes == ["## ingen rubrik", "``` ## inte heller"]
    assert page.xpath("string(h1)") == "Titel"
    assert page.xpath("string(p)") == "Först."


def test_a_short_page_is_not() -> None:
    assert folded(PAGE) == PAGE


def test_what_has_no_sections_has_nothing_to_fold() -> None:
    text = "# Titel\n\n" + "Ord. " * LONG
    assert folded(text) == text
