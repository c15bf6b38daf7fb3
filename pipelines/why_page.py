"""The explanation as one HTML file: no script, no network, nothing beside it; readable by its owner's group alone."""

from __future__ import annotations

from html import escape
from math import log2
from pathlib import Path

from assets.linkage.waterfall import Waterfall
from assets.linkage.why import Explanation, Link
from assets.publish.private import write_private
from pipelines.why_text import Wording

WIDTH, ROW, LABEL = 560, 26, 300
STYLE = """
body { font: 14px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", 宋体, sans-serif; margin: 24px;
  color: #222; max-width: 1500px }
h1 { font-size: 20px } h2 { font-size: 16px; margin: 28px 0 6px }
table { border-collapse: collapse; font-size: 12.5px } th, td { border: 1px solid #c5ccd6; padding: 3px 7px;
  text-align: left; vertical-align: top } th { background: #e4ecf5; white-space: nowrap }
.verdict { font-size: 16px; font-weight: bold } .secret { color: #c00000 } .note { margin: 2px 0 }
td:first-child, td:nth-child(7) { white-space: nowrap }
svg text { font-size: 12px; fill: #222 } .scroll { overflow-x: auto }
"""


def write(told: Explanation, certain: float, file: Path) -> None:
    """Write the page, private; `certain` is the probability from which two are linked (drawn as a line)."""
    write_private(file, page(told, certain).encode())


def page(told: Explanation, certain: float) -> str:
    """The whole page."""
    words = Wording(told)
    decisions = "".join(f"<p class=note>{escape(line)}</p>" for line in words.decisions())
    links = "".join(_link(words, link, certain) for link in told.links)
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(words.title)}</title><style>{STYLE}</style></head><body>
<p class=secret>内部资料 注意保密：本页含公民个人信息，用毕销毁。</p>
<h1>{escape(words.title)}</h1><p class=verdict>{escape(words.verdict)}</p>
<h2>记录</h2><div class=scroll>{_records(words)}</div>
{links}{f"<h2>人工决定</h2>{decisions}" if decisions else ""}
</body></html>
"""


def _records(words: Wording) -> str:
    shown = [words.record(row) for row in words.told.records]
    heads = "".join(f"<th>{name}</th>" for name in shown[0])
    rows = "".join("<tr>" + "".join(f"<td>{escape(v)}</td>" for v in row.values()) + "</tr>" for row in shown)
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _link(words: Wording, link: Link, certain: float) -> str:
    notes = "".join(f"<p class=note>{escape(note)}</p>" for note in words.notes(link))
    drawn = _bars(words, link.waterfall, certain) if link.waterfall else ""
    return f"<h2>{escape(words.heading(link))}</h2><p class=note>{escape(words.total(link))}</p>{drawn}{notes}"


def _bars(words: Wording, waterfall: Waterfall, certain: float) -> str:
    """Bars from sum to sum, gains blue and losses red; the dashed line is where a link becomes certain."""
    line = log2(certain / (1 - certain))
    sums = [0.0]
    for step in waterfall.steps:
        sums.append(sums[-1] + step.weight)
    low, high = min(*sums, line), max(*sums, line)

    def x(weight: float) -> float:
        return LABEL + (weight - low) / (high - low) * WIDTH

    drawn = []
    for number, step in enumerate(waterfall.steps):
        comparison, level, said = words.step(step)
        left, right = sorted((x(sums[number]), x(sums[number + 1])))
        y, colour = number * ROW, "#3b76b5" if step.weight >= 0 else "#c4453c"
        drawn += [
            f'<text x="0" y="{y + 17}">{escape(f"{comparison} {level}".strip())}</text>',
            f'<rect x="{left:.1f}" y="{y + 4}" width="{max(right - left, 1):.1f}" height="{ROW - 8}" fill="{colour}"/>',
            f'<text x="{LABEL + WIDTH + 12}" y="{y + 17}">{step.weight:+.2f}  {escape(said)}</text>',
        ]
    height = len(waterfall.steps) * ROW
    mark = (
        f'<line x1="{x(line):.1f}" x2="{x(line):.1f}" y1="0" y2="{height}" stroke="#444" stroke-dasharray="4 3"/>'
        f'<text x="{x(line):.1f}" y="{height + 15}" text-anchor="middle">联结线 {line:+.2f}</text>'
    )
    return f'<svg width="{LABEL + WIDTH + 420}" height="{height + 22}">{"".join(drawn)}{mark}</svg>'
