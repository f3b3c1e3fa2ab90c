"""Asks the search index as the browser does, without one: what is found, the best first.

The browser's own rules are in its script; here is only so much of them as tells whether the index
holds what it must.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log
from pathlib import Path
from typing import Any

from generator.publishing.downloads import File
from generator.publishing.search_index import LEAST_OF_NAME, NAME
from generator.words.search_terms import asked, folded, terms, tokens


@dataclass(frozen=True)
class Index:
    """The files of the index, by their names without the folder and ending."""

    files: Mapping[str, Any]

    @property
    def manifest(self) -> Any:
        return self.files["register"]

    @property
    def addresses(self) -> Sequence[str]:
        return [line[0] for line in self.shown]

    @property
    def shown(self) -> Sequence[Sequence[str]]:
        per, of = self.manifest["per"], self.manifest["antal"]
        lines = [self.files[f"sidor/{number}"] for number in range(-(-of // per))]
        return [line for each in lines for line in each]

    def postings(self, term: str) -> Mapping[int, int]:
        """What a term weighs in each entry that has it."""
        key = f"{folded(term)}{'_' * 20}"
        shards = [prefix for prefix in self.manifest["ord"] if key.startswith(prefix)]
        assert len(shards) <= 1, f"{term} has several shards: {shards}"
        told = [self.files[f"ord/{prefix}"].get(term, []) for prefix in shards]
        found, id_ = {}, 0
        for of_shard in told:
            for at in range(0, len(of_shard), 2):
                id_ += of_shard[at]
                found[id_] = of_shard[at + 1]
        return found

    def ask(self, words: str) -> list[str]:
        """The addresses of the entries that have all of what is asked."""
        of_term = [self.postings(term) for term in dict.fromkeys(asked(words))]
        if not of_term:
            return []
        phrase = " ".join(terms(token)[0] for token in tokens(words))
        whole = self.postings(phrase).keys() if " " in phrase else set()
        if len(of_term) > 1:
            whole |= self.postings(" ".join(asked(words))).keys()
        cap = ceil(NAME / len(of_term))
        every = set.intersection(*(set(found) for found in of_term))
        score: dict[int, tuple[float, float]] = defaultdict(lambda: (NAME, 0))
        for id_ in every:
            said = sum(min(found[id_], cap) for found in of_term if found[id_] >= LEAST_OF_NAME)
            weight = sum(found[id_] * log(1 + len(self.shown) / len(found)) for found in of_term)
            score[id_] = (said, weight)
        ordered = sorted(
            every | whole, key=lambda id_: (id_ not in whole, -score[id_][0], -score[id_][1], id_)
        )
        return [self.addresses[id_] for id_ in ordered]


def index_in(site: Path) -> Index:
    """The index of a built site."""
    files = (site / "sok").rglob("*.json")
    return read(File(file.relative_to(site).as_posix(), file.read_bytes()) for file in files)


def read(files: Iterable[File]) -> Index:
    """The index, from what is to be written."""
    texts = {file.path.removeprefix("sok/"): file.content for file in files}
    manifest = json.loads(texts["register.json"])
    folder = f"{manifest['version']}/"
    read = {
        path.removeprefix(folder).removesuffix(".json"): json.loads(content)
        for path, content in texts.items()
        if path.startswith(folder)
    }
    return Index(read | {"register": manifest})
