"""Kommandot ``tilldelat``."""

import click


@click.group()
def main() -> None:
    """Bygg en webbplats av beslut om tilldelade medel."""
