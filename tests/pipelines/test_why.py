import re

from assets.linkage.waterfall import Step, Waterfall
from assets.linkage.why import SHOWN, Explanation, Link
from pipelines import why_page
from pipelines.why_text import lines

ROW = dict.fromkeys(SHOWN) | {
    "record_id": "r1", "source": "police_hukou", "path": "2026-08/police_hukou/a.xlsx", "sheet": "S", "row": 7,
    "role": "self", "name": "<王>", "link_method": "model", "person_id": "P1", "entity": 3, "verdict": "own",
    "stated": "own",
    "mark": None,
}  # fmt: skip
STEPS = (Step("prior", "", -10.0), Step("name", "equal", 14.5, "王", "王"), Step("sex", "differs", -1.25, "1", "2"))
DECISION = {
    "decision_id": "D1", "decision": "cannot_link", "decision_state": "in_force", "source_a": "a", "source_b": "b",
    "source_record_key_a": "1", "source_record_key_b": "2", "checker": "甲", "reviewer": None,
    "decided_on": "2026-09-03", "basis": "走访",
}  # fmt: skip
TOLD = Explanation(
    ("P1",),
    "person",
    (ROW, ROW | {"record_id": "r2", "entity": 5}),
    (Link(3, 5, True, Waterfall(STEPS, 3.25, 0.905), ("chosen",)), Link(3, 9, False, None, ("not_scored",))),
    {3: "P1", 5: "P1", 9: "P9"},
    (DECISION,),
)


def test_the_terminal_shows_records_levels_and_decisions():
    told = "\n".join(lines(TOLD))
    assert "[第2组]" in told and "第7行" in told
    assert re.search(r"\+14\.50\s+姓名\s+相同\s+王 / 王", told)
    assert "第1组 与 他人 P9：没有归为一人" in told
    assert "规则：只有一人可能" in told and "rule: one person alone" in told
    assert "D1 不是同一人（生效）" in told


def test_the_page_stands_alone_is_private_and_escapes_values(tmp_path):
    file = tmp_path / "why.html"
    why_page.write(TOLD, 0.95, file)
    page = file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o640
    assert not re.search(r"https?://|<script|src=|@import", page)
    assert "&lt;王&gt;" in page and "<王>" not in page
    assert page.count("<rect") == len(STEPS)


def test_the_bars_follow_one_another(tmp_path):
    drawn = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', why_page.page(TOLD, 0.95))
    spans = [(float(x), float(x) + float(width)) for x, width in drawn]
    assert abs(spans[0][0] - spans[1][0]) < 0.2  # down from nought, then up from there
    assert abs(spans[1][1] - spans[2][1]) < 0.2  # and a little down from the top
