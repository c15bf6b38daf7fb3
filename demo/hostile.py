"""Files that no office should send, laid among the others: none holds a row that the truth counts (`--hostile`).

What is readable in them after all (the encrypted workbook, with its password) repeats events that are delivered too, so
no person is known by them alone.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "青岚-2026"
_PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lay(out: Path, month: str) -> list[str]:
    """Add the files to one month of `out`/raw, and the password beside the truth; returns their paths.

    The same bytes every time, but for the encrypted workbook's salt.
    """
    raw = out / "raw"
    workbook = next((raw / month / "no_fixed_abode").glob("*.xlsx")).read_bytes()
    (out / "demo" / "secrets.toml").write_text(f'passwords = ["{PASSWORD}"]\n', "utf-8")
    files = {
        "no_fixed_abode/补充登记（加密）.xlsx": _encrypted(workbook),
        "social_insurance/补充名册（传输中断）.xlsx": workbook[: len(workbook) * 2 // 3],
        "medical_insurance/参保证明.pdf": _PDF + b"trailer\n<</Root 1 0 R>>\n%%EOF\n",
        "medical_insurance/参保名册.et": _OLE + bytes(504) + b"WPS Spreadsheets" + bytes(1024),
        "survey/~$一套表.xlsx": b"\x05admin" + bytes(159),
        "survey/空白.xlsx": b"",
        "grid_persons/越界.zip": _zip({"../../../越界.csv": "姓名\n无\n".encode()}),
        "grid_persons/包中包.zip": _zip({"内层.zip": _zip({"名册.csv": "姓名\n无\n".encode()})}),
        "police_hukou/全零.csv": bytes(4096),
    }
    for name, data in files.items():
        target = raw / month / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return [f"{month}/{name}" for name in files]


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 8, 28, 9, 30, 0)), data)
    return buffer.getvalue()


def _encrypted(workbook: bytes) -> bytes:
    """The workbook behind PASSWORD (agile encryption)."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(PASSWORD, locked)
    return locked.getvalue()
