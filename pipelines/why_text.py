"""What `renpu why` says, in words, for the terminal and the page: values of persons, for the census office alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assets.linkage.labels import COMPARISONS, LEVELS, MARKS, NOTES, ROLES, VERDICTS
from assets.linkage.month_view import Row
from assets.linkage.waterfall import Step
from assets.linkage.why import Explanation, Link
from assets.registry.codes import load_codes
from assets.registry.sources import load_sources

VERDICT = {"one": "两条记录归为同一人", "two": "两条记录归为两人"}


@dataclass(frozen=True)
class Wording:
    """The words for one explanation: groups are numbered as their records appear, other persons after them."""

    told: Explanation

    @property
    def title(self) -> str:
        """What was asked."""
        return f"为什么：{' 与 '.join(self.told.subject)}"

    @property
    def verdict(self) -> str:
        """The answer in one sentence."""
        if self.told.verdict != "person":
            persons = "、".join(dict.fromkeys(row["person_id"] for row in self.told.records))
            return f"{VERDICT[self.told.verdict]}（{persons}）"
        groups = len({row["entity"] for row in self.told.records})
        return f"{len(self.told.records)} 条记录归为一人，分为 {groups} 组；同组记录号码相同、姓名相合，或所说完全一样"

    def group(self, entity: int) -> str:
        """`第2组`, or the id of another person."""
        groups = list(dict.fromkeys(row["entity"] for row in self.told.records))
        if entity in groups:
            return f"第{groups.index(entity) + 1}组"
        return f"他人 {self.told.persons.get(entity, '')}".strip()

    def record(self, row: Row) -> dict[str, str]:
        """One record by Chinese headings; empty texts where nothing is said."""
        sheet = f"!{row['sheet']}" if row["sheet"] else ""
        number = [VERDICTS[row["verdict"]], *([MARKS[row["mark"]]] if row["mark"] in MARKS else [])]
        if row["stated"] != row["verdict"] != "waits":
            number.append(f"初判{VERDICTS[row['stated']]}")
        shown = {
            "组": self.group(row["entity"]),
            "来源": load_sources()[row["source"]].label_zh if row["source"] in load_sources() else row["source"],
            "出处": f"{row['path']}{sheet} 第{row['row']}行",
            "身份": ROLES.get(row["role"], row["role"]),
            "姓名": row["name"],
            "性别": _label("sex", row["sex"]),
            "出生日期": row["birth_date"],
            "证件号码": row["id_number"],
            "号码": "、".join(dict.fromkeys(number)),
            "电话": row["phone"],
            "户籍地址": row["hukou_address"],
            "居住地址": row["residence_address"],
            "联结方式": _label("link_method", row["link_method"]),
            "记录编号": row["record_id"],
        }
        return {name: "" if value is None else str(value) for name, value in shown.items()}

    def heading(self, link: Link) -> str:
        """Which two groups, and what became of them."""
        return f"{self.group(link.left)} 与 {self.group(link.right)}：{'归为一人' if link.linked else '没有归为一人'}"

    def total(self, link: Link) -> str:
        """Weight and probability of a pair."""
        if link.waterfall is None:
            return "没有可比的信息"
        return f"合计 {link.waterfall.weight:+.2f} 比特，模型概率 {link.waterfall.probability:.6f}"

    def step(self, step: Step) -> tuple[str, str, str]:
        """Comparison, level and what the two sides say."""
        said = f"{step.left} / {step.right}" if step.left or step.right else ""
        level = LEVELS.get(step.comparison, {}).get(step.level, "")
        return COMPARISONS[step.comparison], level, said.replace("None", "—")

    def notes(self, link: Link) -> list[str]:
        """What counted besides the weight, a line in Chinese and one in English each."""
        return [line for note in link.notes for line in NOTES[note]]

    def decisions(self) -> Iterator[str]:
        """The decisions on these records, a line each."""
        for row in self.told.decisions:
            who = "、".join(filter(None, (row["checker"], row["reviewer"])))
            said, state = _label("link_decision", row["decision"]), _label("decision_state", row["decision_state"])
            pair = " 与 ".join(f"{row[f'source_{x}']} {row[f'source_record_key_{x}']}" for x in "ab")
            yield f"{row['decision_id']} {said}（{state}）：{pair}；{row['decided_on']}，{who}，依据：{row['basis']}"


def _label(codes: str, code: str | None) -> str | None:
    return next((c.label_zh for c in load_codes().get(codes, ()) if c.code == code), code)


def lines(told: Explanation) -> Iterator[str]:
    """The explanation for a terminal."""
    words = Wording(told)
    yield words.title
    yield words.verdict
    for row in told.records:
        shown = words.record(row)
        yield ""
        yield f"[{shown.pop('组')}] {shown.pop('来源')} {shown.pop('出处')}"
        yield "    " + "  ".join(f"{name} {value}" for name, value in shown.items() if value)
    for link in told.links:
        yield ""
        yield f"{words.heading(link)}；{words.total(link)}"
        for step in link.waterfall.steps if link.waterfall else ():
            comparison, level, said = words.step(step)
            yield f"    {step.weight:+8.2f}  {comparison}  {level}  {said}".rstrip()
        yield from (f"    {note}" for note in words.notes(link))
    if told.decisions:
        yield ""
        yield "人工决定"
        yield from (f"    {line}" for line in words.decisions())
