"""The settings file: read whole, and every mistake told at once."""

from pathlib import Path

import pytest

from pipelines.settings import PROJECT, SettingsError, load_settings


def write(folder: Path, text: str) -> Path:
    (folder / "renpu.toml").write_text(text, "utf-8")
    return folder


def test_the_shipped_file_is_all_defaults(tmp_path: Path) -> None:
    shipped, empty = load_settings(PROJECT), load_settings(write(tmp_path, ""))
    assert shipped.rules == empty.rules
    assert shipped.settings_hash == empty.settings_hash


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = '[linkage]\ncertain = 2\n[quality]\ncompleteness_gate = "maybe"\n[rooms]\nx = 1\n[schedule]\nday = 31\n'
    with pytest.raises(SettingsError) as told:
        load_settings(write(tmp_path, text))
    for part in ("linkage.certain", "quality.completeness_gate", "rooms", "schedule.day", "'maybe'"):
        assert part in str(told.value)


@pytest.mark.parametrize(("text", "part"), [(None, "missing"), ("[linkage\n", "TOML")], ids=["no file", "not TOML"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str | None, part: str) -> None:
    if text is not None:
        write(tmp_path, text)
    with pytest.raises(SettingsError, match=part):
        load_settings(tmp_path)


def test_rules_change_the_hash_and_the_engine_does_not(tmp_path: Path) -> None:
    plain = load_settings(write(tmp_path, "")).settings_hash
    assert load_settings(write(tmp_path, '[engine]\nmemory_limit = "4GB"\n')).settings_hash == plain
    assert load_settings(write(tmp_path, "[residence]\nthreshold_days = 31\n")).settings_hash != plain


def test_the_countys_layouts_are_rules(tmp_path: Path) -> None:
    plain = load_settings(write(tmp_path, "")).settings_hash
    (tmp_path / "layouts.yaml").write_text("survey: {survey_family: {name: [人名]}}", "utf-8")
    settings = load_settings(tmp_path)
    assert settings.rules.layouts.sources["survey"]["survey_family"].columns == {"name": ("人名",)}
    assert settings.settings_hash != plain


def test_mistakes_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "[schedule]\nday = 31\n")
    (tmp_path / "layouts.yaml").write_text("survy: {}", "utf-8")
    with pytest.raises(SettingsError, match=r"(?s)schedule\.day.*survy: no such source; nearest: survey"):
        load_settings(tmp_path)


def test_layouts_have_their_own_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"layouts\.yaml"):
        load_settings(write(tmp_path, "[layouts.survey]\n"))


def test_the_county_has_to_be_named_where_only_counties_are_delivered(tmp_path: Path) -> None:
    for folder in ("421126/2026-10", "421127/2026-09"):
        (tmp_path / "data" / "raw" / folder).mkdir(parents=True)
    with pytest.raises(SettingsError, match=r"county\.code.*421126, 421127"):
        load_settings(write(tmp_path, ""))
    assert load_settings(write(tmp_path, '[county]\ncode = "421126"\n')).delivered_months() == ["2026-10"]
    (tmp_path / "data" / "raw" / "2026-08").mkdir()
    assert load_settings(write(tmp_path, "")).delivered_months() == ["2026-08"]


def test_secrets_are_a_private_file_and_no_rule(tmp_path: Path) -> None:
    plain = load_settings(write(tmp_path, "")).settings_hash
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('passwords = ["geheim"]', "utf-8")
    secrets.chmod(0o600)
    settings = load_settings(write(tmp_path, '[paths]\nsecrets = "secrets.toml"\n'))
    assert settings.settings_hash == plain
    assert settings.workspace.secrets == secrets
    assert "geheim" not in repr(settings) + repr(list(settings.listed()))
    secrets.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_settings(tmp_path)
