"""Real forms with spoiled bytes: no reader crashes, hangs or fails without a word, and every account adds up."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.landing.account import SKIPS, read_accounts
from assets.landing.parse import Task
from assets.landing.pool import parse_all
from assets.registry.codes import load_codes
from assets.registry.rules import LandingRules
from assets.registry.sources import load_sources
from tests.landing.files import put, text, xls, xlsx, zipped
from tests.landing.markup import spreadsheetml, webpage

RULES = LandingRules(workers=2, file_seconds=20, worker_memory=1_000_000_000)
MUTANTS = 80
SEED = 20261101
ROWS = [
    ["某镇流动人口登记表"],
    ["序号", "姓名", "性别", "公民身份号码", "现住地址", "联系电话"],
    *([str(i), f"张{i}", "男", f"37028119850312{i:04}", f"某村{i}号", f"138{i:08}"] for i in range(1, 40)),
    ["合计", "39"],
]
FEATURES = [
    {"type": "Feature", "properties": dict(zip(ROWS[1], row, strict=True)), "geometry": {"type": "Point"}}
    for row in ROWS[2:-1]
]
FORMS = {
    "a.csv": text(ROWS),
    "gbk.csv": text(ROWS, "\t", "gb18030"),
    "wide.csv": text(ROWS, ",", "utf-16"),
    "a.xlsx": xlsx({"甲": ROWS, "乙": ROWS[:9]}, {"甲": [(0, 0, 0, 5)]}),
    "a.xls": xls({"甲": ROWS, "乙": ROWS[:9]}, {"甲": [(0, 0, 0, 5)]}),
    "page.xls": webpage([ROWS], [(0, 0, 0, 5)]),
    "xml.xls": spreadsheetml({"甲": ROWS, "乙": ROWS[:9]}, {"甲": [(0, 0, 0, 5)]}),
    "map.geojson": json.dumps({"type": "FeatureCollection", "features": FEATURES}, ensure_ascii=False).encode(),
    "a.zip": zipped({"a.csv": text(ROWS), "b.xlsx": xlsx({"甲": ROWS})}),
}


def flipped(content: bytes, draw: random.Random) -> bytes:
    """Some bits are wrong."""
    spoiled = bytearray(content)
    for _ in range(draw.randint(1, 20)):
        spoiled[draw.randrange(len(spoiled))] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def truncated(content: bytes, draw: random.Random) -> bytes:
    """The end is missing."""
    return content[: draw.randrange(len(content))]


def inserted(content: bytes, draw: random.Random) -> bytes:
    """Bytes stand in between, among them those that mean something."""
    place = draw.randrange(len(content))
    piece = draw.choice([draw.randbytes(9), b'"', b"\0" * 9, b"\r", b"<", b"&#0;", b"99999999", b"\xff\xfe", b",,,\n"])
    return content[:place] + piece * draw.randint(1, 9) + content[place:]


def swapped(content: bytes, draw: random.Random) -> bytes:
    """Two stretches have changed places."""
    a, b, c = sorted(draw.randrange(len(content)) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [flipped, truncated, inserted, swapped]


def mutant(content: bytes, draw: random.Random) -> bytes:
    """The content spoiled once; of a package, half of the time, a part of it that is packed again."""
    mutate = draw.choice(MUTATIONS)
    if not content.startswith(b"PK") or draw.random() < 0.5:
        return mutate(content, draw)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw.choice(sorted(parts))
    return zipped({**parts, name: mutate(parts[name], draw)})


@pytest.mark.parametrize("form", FORMS)
def test_spoiled_files_are_read_or_reported(tmp_path: Path, form: str) -> None:
    draw = random.Random(f"{SEED} {form}")
    source = load_sources()["police_migrants"]
    files = [put(tmp_path, f"{i}/{form}", mutant(FORMS[form], draw)) for i in range(MUTANTS)]
    parse_all([Task(f, f.parent.name, source, tmp_path / "parsed", f.parent.name) for f in files], RULES)
    sheets = [s for f in files for a in read_accounts(tmp_path / "parsed" / f.parent.name) for s in a.sheets]
    assert {s.status for s in sheets} <= {code.code for code in load_codes()["file_status"]}
    assert all(s.rows == s.accepted + s.rejected + s.skipped and set(s.skips) <= set(SKIPS) for s in sheets)
    assert all(s.message for s in sheets if s.status == "failed")
    unforeseen = [s.message for s in sheets if "the reader failed" in s.message or "took more than" in s.message]
    assert unforeseen == []
