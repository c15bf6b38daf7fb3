from __future__ import annotations

from pathlib import Path

import pytest

from assets.registry.secret_file import SecretsError, load_secrets
from tests.landing.files import put


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = put(folder, "secrets.toml", text.encode())
    file.chmod(mode)
    return file


def test_a_files_own_password_comes_first(tmp_path: Path) -> None:
    secrets = load_secrets(written(tmp_path, 'passwords = ["a", "b"]\n[files]\n"social_insurance/*" = "c"'))
    assert secrets.for_file("2026-10/social_insurance/x.xlsx") == ("c", "a", "b")
    assert secrets.for_file("2026-10/survey/x.xlsx") == ("a", "b")
    assert "a" not in repr(secrets.passwords)


def test_no_file_is_no_password() -> None:
    assert load_secrets(None).for_file("2026-10/survey/x.xlsx") == ()


@pytest.mark.parametrize(
    ("text", "mode", "cause"),
    [
        ('passwords = ["geheim"]', 0o640, "chmod 600"),
        ('passwords = "geheim"', 0o600, "wrong at passwords"),
        ('password = ["geheim"]', 0o600, "wrong at password"),
        ("passwords = [geheim]", 0o600, "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_told_without_its_content(tmp_path: Path, text: str, mode: int, cause: str) -> None:
    with pytest.raises(SecretsError, match=cause) as caught:
        load_secrets(written(tmp_path, text, mode))
    assert "geheim" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="cannot be opened"):
        load_secrets(tmp_path / "secrets.toml")
