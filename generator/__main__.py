"""`python -m generator`, the same as the command `tilldelat`."""

from generator.command.cli import main

main()
