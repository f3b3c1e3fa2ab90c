"""The whole way from data files to a site: the program's table of contents."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path

import click

from generator.checking.judge import judge, with_kept_tables
from generator.command import report, side_by_side
from generator.command.lock import hold
from generator.command.progress import counted
from generator.command.shared import Exit, kept_trees, summary, texts_of
from generator.pages import explorer, kept, share_images
from generator.pages import render as pages
from generator.pages.kept import Made
from generator.pages.render import Job
from generator.publishing import (
    builder,
    downloads,
    exports,
    feeds,
    kept_pieces,
    opensearch,
    site,
    versions,
)
from generator.publishing.downloads import File
from generator.publishing.inputs import Inputs, Tells, contents_of
from generator.publishing.publication import publish
from generator.publishing.site import Left
from generator.publishing.written import Written
from generator.reading import load
from generator.reading.trees import BUILD, TREES
from generator.reading.versions import read_table
from generator.words.escaping import visible_line


def build(
    root: Path,
    command: str,
    *,
    plain: bool = False,
) -> tuple[Exit, str]:
    """One attempt at the whole site: how it ended, and in words what stopped it.

    `command` is who says so to others that would write in the folder meanwhile.
    """
    with hold(root, command):
        site.forget(root)
        site.restore_site(root)
        try:
            order = _laid_out(root, plain=plain)
            if isinstance(order, str):
                return Exit.PROBLEMS, order
            gc.unfreeze()
            gc.collect()  # the builder takes as much memory again as what it is told of
            builder.build(order)
        except builder.BuilderFailedError as failure:
            return Exit.BUILDER_FAILED, f"Webbplatsen gick inte att bygga:\n{failure}"
        click.echo(f"Klart: {visible_line(str(root / 'site' / 'index.html'))}")
        return Exit.FINE, ""


def _laid_out(root: Path, *, plain: bool) -> builder.Order | str:
    """All that the builder is to work on, written; or in words what stopped it."""
    files = load.read(root)
    kept_in = root / BUILD
    read = kept_trees(root)
    judged = with_kept_tables(root, judge(files, date.today(), load.Remembered(read)))
    if read.is_new:
        site.write_parts(kept_in, TREES, read.lines())
    del read
    shown = report.as_text(judged.problems, texts_of(files, judged.problems))
    publication = publish(judged)
    if publication is None:
        return f"{shown}{summary(judged)}\nInget är byggt."
    click.echo(shown, nl=False, err=True)
    click.echo(summary(judged))
    contents = contents_of(files)
    del files, judged  # the pages are made of less, and there is much of it
    gc.freeze()  # all pages are made of it: to look for waste there took a twentieth of a build
    click.echo("Bygger …")
    folder, record, lengths = kept_in / "docs", kept_in / site.MADE, kept_in / site.PIECES
    made, laid = kept.put_away(), kept_pieces.put_away()
    program = site.program(root)
    made_of = Inputs(contents, publication, program)
    key_of = cache(lambda beslut_id: made_of.key([beslut_id]))
    pieces = kept_pieces.read(lengths, folder)
    if pieces:
        kept_pieces.make_known(downloads.files(publication, key_of), pieces, folder)
    before = kept.read(record, folder)
    shared = share_images.shares(publication)
    every_page = pages.pages(
        publication,
        site.template_folders(root),
        lambda plan: made_of.key(plan.reads, plan.totals, plan.tells),
        before,
        partial(_spread, site.writer(folder)),
        shared,
    )
    explored = explorer.files(
        publication,
        lambda reads, totals: made_of.key(reads, totals, Tells.NO_TEXTS),
        before,
        lambda path: (folder / path).read_bytes(),
    )
    in_pieces = chain(downloads.files(publication, key_of), feeds.files(publication, key_of))
    tables_then = versions.files(publication, partial(read_table, root))
    pictures = share_images.files(shared, site.template_folders(root))
    published = (
        # Tables before pages: processes that make those have the rows in print from this one.
        kept_pieces.files_of(chain(in_pieces, pictures, tables_then), pieces, folder, laid),
        kept.files_of(chain(every_page, explored), made),
        pages.lists_of(made, publication),
        [opensearch.render(publication)],
    )

    def told(left: Mapping[str, Left]) -> Iterable[File | Left]:
        written = Written(publication, left, lambda path: (folder / path).open("rb"))
        return kept_pieces.files_of(exports.files(written, made_of), pieces, folder, laid)

    files_of_site = chain(*published)
    order, left = builder.lay_out(
        root, publication, files_of_site, program, about_them=told, plain=plain
    )
    kept.write(record, made, left)
    kept_pieces.write(lengths, laid, left)
    return order


def _spread(
    write: Callable[[File], Left], make: Callable[[Job], Made], jobs: Sequence[Job]
) -> Iterator[Made]:
    """Pages made and written at once, in their order, by several processes where there are many."""
    done = side_by_side.each(
        lambda job: kept.written(make(job), write),
        jobs,
        lambda job: min(job.plan.reads or (), default=""),
    )
    made, numbers = kept.put_away(), list[int]()
    for number, page in counted(done, "Sidor"):
        made.append(page)
        numbers.append(number)
    made.sort(numbers)
    return iter(made)
