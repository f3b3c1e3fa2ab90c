"""Tables of words and texts that lie in YAML beside the module that gives them their types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def beside(module: str) -> Any:
    """The records in the YAML file named as a module, whose `__file__` is given."""
    text = Path(module).with_suffix(".yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
