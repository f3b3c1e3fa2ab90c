"""Do the tests see a changed program? Small faults are put into the modules that count money.

    python -m tests.mutants [--only MODULE …] [--processes N]

Each fault (`<` for `<=`, `+` for `-`, an argument or a value that becomes None …) is made by
mutmut's own operators in one module, whose tests are then run in a process of its own; a fault
that no test fails for is printed. mutmut's runner leaves out properties, cached functions and
constants, in which much of our arithmetic stands, so that the faults are dealt out here.
String literals are left alone: the texts are tried by what people read.

Some modules take a quarter of an hour, so that it is no part of `make test`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

ROOT = Path(__file__).resolve().parent.parent
CPU_SECONDS = 120
"""How long the tests of one fault may calculate; a loop without end is found by this."""

TESTS: dict[str, tuple[str, ...]] = {
    "data/belopp": ("data/test_belopp.py", "reading/test_insatser.py"),
    "data/ids": ("data/test_ids.py", "reading/test_ledger.py"),
    "reckoning/rows": ("reckoning/test_rows.py", "reckoning/test_parts.py"),
    "reckoning/sums": ("reckoning", "checking/test_rules.py", "publishing/test_sentences.py"),
    "reckoning/life": ("reckoning/test_life.py",),
    "reckoning/parts": ("reckoning/test_parts.py",),
    "reckoning/standing": ("reckoning/test_standing.py",),
    "reckoning/years": ("reckoning/test_years.py",),
    "reckoning/amounts": ("reckoning/test_amounts.py",),
    "reckoning/totals": ("reckoning/test_kinds.py", "reckoning/test_sums.py"),
    "reckoning/formula": ("reckoning/test_formula.py", "reckoning/test_sums.py"),
    "reckoning/corrections": ("reckoning/test_corrections.py", "command/test_ratta.py"),
    "checking/life": ("checking/test_life.py",),
    "checking/published": ("checking", "reckoning/test_corrections.py", "command/test_ratta.py"),
    "words/escaping": ("words/test_escaping.py",),
    "reading/csv_text": ("reading/test_insatser.py", "reading/test_ledger.py"),
    "reading/ledger": ("reading/test_ledger.py",),
    "reading/headings": ("reading/test_insatser.py",),
    "reading/cells": ("reading/test_insatser.py",),
    "reckoning/furniture": ("reckoning/test_furniture.py",),
    "reading/insatser": ("reading/test_insatser.py",),
}
"""The modules that are changed, and the tests that should see it, the quickest first."""

_LIBRARIES = (
    *("babel.dates", "babel.numbers", "icalendar", "jinja2", "lxml.html"),
    *("pandas", "playwright.sync_api", "pydantic", "slugify", "yaml"),
)
_LEFT_OUT = {mutators.operator_string, mutators.operator_dict_arguments}


class Fault(NamedTuple):
    """A module with one thing changed in it."""

    module: str
    line: int
    before: str
    after: str
    source: str


class _Changes(cst.CSTVisitor):
    """Every node that an operator changes, and what it becomes; types and docstrings pass by."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, cst.CSTNode, cst.CSTNode]] = []

    def visit_Annotation(self, node: cst.Annotation) -> bool:  # noqa: N802
        """A type is checked by mypy."""
        return False

    def visit_Decorator(self, node: cst.Decorator) -> bool:  # noqa: N802
        """A decorator is no arithmetic."""
        return False

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Note what the node may become."""
        for kind, operator in mutators.mutation_operators:
            if operator not in _LEFT_OUT and isinstance(node, kind):
                line = self.get_metadata(PositionProvider, node).start.line
                self.found += [(line, node, changed) for changed in operator(node)]
        return super().on_visit(node)


def faults(module: str) -> Iterator[Fault]:
    """Every fault of a module, in the order of its lines."""
    text = (ROOT / "generator" / f"{module}.py").read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(text))
    changes = _Changes()
    wrapper.visit(changes)
    for line, node, changed in sorted(changes.found, key=lambda change: change[0]):
        whole = wrapper.module.deep_replace(node, changed)
        assert isinstance(whole, cst.Module)
        made = whole.code
        before, after = _difference(text, made)
        if before != after:
            yield Fault(module, line, before, after, made)


def _difference(text: str, made: str) -> tuple[str, str]:
    """The first line that differs, as it was and as it is."""
    for before, after in zip(text.splitlines(), made.splitlines(), strict=False):
        if before != after:
            return before.strip(), after.strip()
    return "", ""


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module when it is imported."""

    def __init__(self, fault: Fault) -> None:
        self.name = f"generator.{fault.module.replace('/', '.')}"
        self.fault = fault

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The changed module's own place, and none for any other."""
        file = str(ROOT / "generator" / f"{self.fault.module}.py")
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source as the module."""
        exec(compile(self.fault.source, str(module.__file__), "exec"), module.__dict__)


def _import_libraries() -> None:
    """Import what the tests use and we do not change, once and not once a fault."""
    for name in _LIBRARIES:
        importlib.import_module(name)


def is_seen(fault: Fault) -> bool:
    """Whether a test fails for a fault; those that try many examples only where no other does."""
    return _fails(fault, "not hypothesis") or _fails(fault, "hypothesis")


def _fails(fault: Fault, which: str) -> bool:
    """Whether any of some tests fails, in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            sys.meta_path.insert(0, _Changed(fault))
            tests = [str(ROOT / "tests" / name) for name in TESTS[fault.module]]
            options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
            code = int(pytest.main([*options, "-m", f"not browser and ({which})", *tests]))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) not in {
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    }


def main() -> None:
    """Print every fault that no test sees, and how many of all are seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=TESTS, default=list(TESTS))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    os.chdir(ROOT)
    _import_libraries()
    for module in given.only:
        text = (ROOT / "generator" / f"{module}.py").read_text(encoding="utf-8")
        if is_seen(Fault(module, 0, "", "", text)):
            sys.exit(f"The tests of {module} fail as it is.")
        made = list(faults(module))
        seen = 0
        with ThreadPoolExecutor(given.processes) as pool:
            for fault, is_found in zip(made, pool.map(is_seen, made), strict=True):
                seen += is_found
                if not is_found:
                    where = f"{module}.py:{fault.line}"
                    print(f"{where}\n  - {fault.before}\n  + {fault.after}", flush=True)
        print(f"{module}: {seen} of {len(made)} seen ({100 * seen // len(made)} %)", flush=True)


if __name__ == "__main__":
    main()
