import pytest

from assets.standard import pinyin

OVERRIDES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "朴": "piao", "查": "zha",
    "盖": "ge", "翟": "zhai", "任": "ren", "乐": "yue", "华": "hua", "员": "yun", "种": "chong",
    "黑": "he", "秘": "bi", "折": "she", "缪": "miao", "覃": "qin", "隗": "wei", "繁": "po",
    "召": "shao", "牟": "mu", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
}  # fmt: skip


@pytest.mark.parametrize(("surname", "reading"), OVERRIDES.items())
def test_surnames_are_read_as_surnames(surname: str, reading: str) -> None:
    assert pinyin.surname_pinyin(surname) == reading


def test_given_names_are_joined_without_tones() -> None:
    assert pinyin.given_pinyin("单华") == "danhua"
    assert pinyin.given_pinyin("＊吕") == "＊lv"
