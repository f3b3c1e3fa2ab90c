"""Tilldelat: from data files about public allocation decisions to a public site.

The program is a pure function with reading before it and writing after it. Its rooms stand
below in the order in which the data passes through them; a module imports only from its own
room and from rooms before it. Each room's own docstring says what it holds, and
`command/build.py` is where the whole way from files to a site can be read.
"""

ROOMS = (
    "data",
    "words",
    "reading",
    "reckoning",
    "checking",
    "publishing",
    "pages",
    "comparing",
    "verifying",
    "command",
)
"""The packages of the program, from the ground up."""
