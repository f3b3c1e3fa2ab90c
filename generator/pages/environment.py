"""The templates' world: the words, filters and links that every page may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup

from generator.pages import bars, cells, explained, figures, rows, timeline
from generator.pages.cells import Here
from generator.publishing import addresses, calculations, check_sentences, sentences, titles
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.reckoning.selections import how_many_have_amounts
from generator.reckoning.totals import summed
from generator.words import labels, swedish
from generator.words.escaping import Html, escape, preformatted


class _EscapedOnce(CodeGenerator):
    """Templates as Python without Jinja's own escaping, which `finalize` has done by then."""

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _PlainCalls(Context):
    """What a template is given, where nothing that it calls wants to be told of that."""

    def call(
        self,
        function: Callable[..., Any],
        *given: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        """What a template calls, without Jinja's look at it, which takes as long as most calls."""
        return function(*given, **named)


def environment(publication: Publication, templates: Sequence[Path]) -> jinja2.Environment:
    """Where templates are found, and all that they may use; every value is escaped by itself."""
    result = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # what there is to work out beforehand takes longer to look for
    )
    result.code_generator_class, result.context_class = _EscapedOnce, _PlainCalls
    result.filters |= {
        "kr": swedish.kronor,
        "belopp": labels.stated,
        "kr_tecken": swedish.signed_kronor,
        "dag": swedish.day,
        "dagar": lambda meeting: swedish.days(meeting.fran, meeting.till),
        "andel": lambda share: swedish.percent(share.numerator, share.denominator, 5),
        "versal": swedish.capitalised,
        "uppslag": swedish.headword,
        "antal": swedish.count,
        "tal": swedish.number,
        "i_pre": preformatted,
        "med_belopp": partial(how_many_have_amounts, insats=publication.ordval.insats),
    }
    result.globals |= {
        "organisation": publication.organisation,
        "ord": publication.ordval,
        "Ord": publication.ordval.versal,
        "tomma": publication.empty_lists,
        "register": publication.register,
        "adress": addresses,
        "format": FORMATS,
        "benamning": sentences.row_name,
        "titel": lambda beslut: publication.titles[beslut.beslut_id],
        "rattelsens_namn": lambda each: titles.of_correction(each, publication.titles),
        "om_delen": sentences.about_share,
        "om_summan": lambda rows: check_sentences.about_total(
            rows, publication.exceeded_of, publication.titles
        ),
        "andringens_text": lambda row: summed([row]).andring,
        "summan": cells.amount_in_words,
        "rakning": calculations.steps,
        "annan_form": cells.other_form,
        "tom": Markup(cells.NOTHING),
        "ej_angivet": cells.unstated,
        "angivet": cells.stated_or_not,
        "kronor": cells.kronor_or_nothing,
        "staplar": bars.of_statuses,
        "anvandningsstapel": bars.of_use,
        "tidslinje": timeline.of_days,
        "radstapel": bars.of_row,
        "poststapel": lambda post, scale: bars.of_statuses({post.status: post.summa}, scale),
        "statusmarke": cells.status_mark,
        "verdiktmarke": cells.verdict_mark,
        "kontrollbelopp": rows.CHECK_AMOUNTS,
        "skillnad_att_visa": cells.difference_to_show,
        "verdiktord": labels.VERDIKT,
        "egna_ord": explained.own_words(publication.ordval),
        "tabellnamn": lambda name: publication.tables[name].title,
        "uppgifternas_dag": publication.version,
        "format_version": FORMAT_VERSION,
        "statusord": labels.STATUS,
        "handlingsord": labels.HANDLING,
    }
    return result


HERE: Mapping[str, Callable[..., object]] = {
    "till": Here.to,
    "omradessida": cells.page_of_omrade,
    "kalla": cells.own_source,
    "skillnader": cells.differences,
}
"""What templates call that depends on the page that it is written for, and all that it tells."""
WRITTEN: Mapping[str, Callable[..., Html]] = {
    "lank": Here.link,
    "beloppet": cells.amount,
    "beloppcell": cells.amount_cell,
    "kallcell": cells.source_cell,
    "rattad": cells.corrected,
    "marken": cells.marks,
    "skillnadsrader": cells.difference_rows,
    "raden": cells.row_link,
    "radens_beslut": cells.beslut_link,
    "objektet": cells.object_link,
    "omradet": cells.omrade_link,
    "insatsrader": rows.insatser,
    "utforskade": rows.explored,
    "mottagna": rows.received,
    "bokforda": rows.booked,
    "kontrollrader": rows.checks,
    "villkorspunkt": rows.condition,
    "vagen": figures.way,
}
"""Likewise, what is HTML already."""


def at(here: Here) -> Mapping[str, Callable[..., object]]:
    """These for one page."""
    return {
        **{name: partial(function, here) for name, function in HERE.items()},
        **{name: partial(_written, function, here) for name, function in WRITTEN.items()},
    }


def _written(function: Callable[..., Html], *given: Any, **named: Any) -> Markup:
    """HTML for a template, which must know that it is."""
    return Markup(function(*given, **named))
