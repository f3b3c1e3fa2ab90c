"""An archive laid together of packed files is read as any other, and tells what is in them."""

from __future__ import annotations

import io
from zipfile import ZipFile

from generator.publishing import zipped


def test_an_archive_holds_its_files_whole_in_order_and_with_the_day_of_no_clock() -> None:
    files = {"a/ett.xml": [b"<a>", b"1" * 100_000, b"</a>"], "tom.xml": [], "b.xml": [b"\x00"]}
    packed = [b"".join(zipped.packed(name, parts)) for name, parts in files.items()]
    content = b"".join([*packed, zipped.listed(each[:1024] for each in packed)])
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [*files]
        assert archive.testzip() is None
        for told in archive.infolist():
            assert archive.read(told) == b"".join(files[told.filename])
            assert (told.date_time, told.external_attr) == ((1980, 1, 31, 0, 0, 0), 0o100600 << 16)
    assert len(content) < 1000
