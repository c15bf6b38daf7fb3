from collections import Counter

import pytest
from click.testing import CliRunner

from assets.linkage import model
from assets.linkage.comparisons import comparisons
from assets.linkage.training import counting, trial
from assets.linkage.training.trial import Judged
from pipelines.cli import main

LEVELS = [(c, level) for c, levels in comparisons().items() for level in levels if level != "none"]


@pytest.fixture
def files(tmp_path):
    """Names of a month's database and truth, and of another month's."""
    made = [tmp_path / name for name in ("2026-08.duckdb", "a.parquet", "2026-09.duckdb", "b.parquet")]
    for file in made:
        file.touch()
    return [str(file) for file in made]


@pytest.fixture
def counted(monkeypatch, tmp_path):
    """What every month is taken to count; the pinned model is a copy."""
    made = counting.Tally(Counter(dict.fromkeys(LEVELS, 50)), Counter(dict.fromkeys(LEVELS, 50)), 9, 999_999, 100, 1)
    monkeypatch.setattr(counting, "tally", lambda known: made)
    copy = tmp_path / "model.json"
    copy.write_bytes(model.FILE.read_bytes())
    monkeypatch.setattr(model, "FILE", copy)
    return made


def train(*arguments):
    return CliRunner().invoke(main, ["linkage", "train", *arguments])


def test_both_models_are_shown_and_nothing_is_pinned_unless_asked(files, counted):
    before = model.FILE.read_bytes()
    shown = train("--on", *files[:2])
    assert shown.exit_code == 0
    assert "birth.equal" in shown.output
    assert "untrained levels: none" in shown.output
    assert model.FILE.read_bytes() == before
    assert train("--on", *files[:2], "--pin").exit_code == 0
    assert model.FILE.read_bytes() != before


def test_a_model_with_an_untrained_level_is_never_pinned(files, counted):
    before = model.FILE.read_bytes()
    del counted.true["birth", "equal"]
    refused = train("--on", *files[:2], "--pin")
    assert refused.exit_code == 1
    assert "not pinned: birth.equal would have no weight" in refused.output
    assert model.FILE.read_bytes() == before


def test_a_month_with_truth_judges_both_models_and_the_page_needs_nothing_beside_it(
    files, counted, monkeypatch, tmp_path
):
    monkeypatch.setattr(trial, "tried", lambda known, settings: Judged(90, 100, 120, 3, 4))
    page = tmp_path / "t.html"
    shown = train("--on", *files[:2], "--test", *files[2:], "--html", str(page)).output
    for text in ("2026-09", "90.0000%", "75.0000%", "10", "30"):
        assert text in shown
        assert text in page.read_text("utf-8")
    assert "http" not in page.read_text("utf-8")


def test_a_month_learnt_from_is_no_test(files, counted):
    refused = train("--on", *files[:2], "--test", *files[:2])
    assert refused.exit_code == 2
    assert "both learnt from and tested on" in refused.output
