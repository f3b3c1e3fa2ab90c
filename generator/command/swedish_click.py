"""The command line in Swedish: click's help and its refusals, which it has in English only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from generator.words.escaping import visible_line


class SwedishCommand(click.Command):
    """A command whose help is Swedish."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: "
        )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line's parts, with the placeholders in Swedish."""
        words = {"[OPTIONS]": "[FLAGGOR]", "COMMAND [ARGS]...": "KOMMANDO …"}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, with click's own one explained in Swedish."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with formatter.section("Flaggor"):
            formatter.write_dl([(name, _swedish(text)) for name, text in filter(None, records)])


class SwedishGroup(SwedishCommand, click.Group):
    """A group of commands whose help is Swedish."""

    command_class = SwedishCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and after them the commands."""
        super().format_options(ctx, formatter)
        commands = sorted(self.commands.items())
        records = [(name, command.get_short_help_str(100)) for name, command in commands]
        with formatter.section("Kommandon"):
            formatter.write_dl(records)


class OneOf(click.ParamType[str]):
    """One word out of a few."""

    name = "ord"

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a refusal that lists the words there are."""
        if value not in self.words:
            self.fail(f"{value!r} är inget av {', '.join(self.words)}", param, ctx)
        return str(value)


def refusal(error: click.UsageError) -> str:
    """What was wrong with how the command was called, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.ctx.get_help()
    path = error.ctx.command_path if error.ctx else "tilldelat"
    what = visible_line(_what(error).rstrip("."))
    end = "" if what.endswith("?") else "."
    return f"Fel: {what}{end}\nSkriv {path} --help för att se hur kommandot används."


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"flaggan {error.option_name} finns inte{nearest(error.possibilities)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"kommandot {error.command_name!r} finns inte{nearest(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} saknas"
    if isinstance(error, click.BadOptionUsage):
        return f"flaggan {error.option_name} saknar värde"
    if isinstance(error, click.BadParameter):
        return ": ".join(filter(None, (_name(error), error.message)))
    return "för många eller okända ord efter kommandot"


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.human_readable_name if error.param else ""


def nearest(words: Iterable[str] | None) -> str:
    """A question after what may have been meant, the nearest first; empty without any."""
    near = next(iter(words or ()), None)
    return f" (menades {near}?)" if near else ""


def _swedish(text: str) -> str:
    return {
        "Show this message and exit.": "Visa denna hjälp.",
        "Show the version and exit.": "Visa programmets version.",
    }.get(text, text)
