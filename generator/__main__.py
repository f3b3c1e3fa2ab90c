"""`python -m generator`, the same as the command `tilldelat`."""

from generator.cli import main

main()
