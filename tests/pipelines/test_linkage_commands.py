import openpyxl
import pytest
from click.testing import CliRunner

from assets.linkage import ledger
from pipelines.cli import main
from tests.linkage.conftest import County


@pytest.fixture
def county(tmp_path):
    """Two linked rows of one person, in a county whose settings stand in `tmp_path`."""
    made = County(tmp_path)
    (tmp_path / "renpu.toml").write_text('[paths]\nraw = "raw"\nwarehouse = "warehouse"\n')
    number = made.number("19850312", 1)
    made.link([made.say(s, "1", "王建国", id_number=number) for s in ("police_hukou", "medical_insurance")])
    months = made.workspace.work / "months"
    months.mkdir()
    made.con.execute(
        f"attach '{months}/2026-08.duckdb' as written; copy from database memory to written; detach written"
    )
    return made


@pytest.fixture
def renpu(county, tmp_path):
    return lambda *arguments: CliRunner().invoke(main, ["--home", str(tmp_path), *arguments])


def test_a_sample_goes_out_comes_back_and_is_entered_once(renpu, county, tmp_path):
    file = tmp_path / "s.xlsx"
    assert "1 pairs of 2026-08" in renpu("linkage", "sample", "--n", "10", "--out", str(file)).output
    book = openpyxl.load_workbook(file)
    head = [cell.value for cell in book.active[4]]
    for name, value in (("结论", "是"), ("依据", "户籍档案"), ("核查人", "张三"), ("核查日期", "2026-09-03")):
        book.active.cell(5, head.index(name) + 1, value)
    book.save(file)
    assert "1 decisions entered, 0 known already, 0 rows pending" in renpu("linkage", "decide", str(file)).output
    assert "0 decisions entered, 1 known already" in renpu("linkage", "decide", str(file)).output
    ledger.load(county.con, county.workspace, "said")
    assert county.all("select decision, source_a, source_b from said") == [
        ("must_link", "medical_insurance", "police_hukou")
    ]


def test_doubtful_pairs_are_written_even_where_there_are_none(renpu, tmp_path):
    assert "0 pairs" in renpu("linkage", "review", "--out", str(tmp_path / "r.xlsx")).output


def test_a_wrong_file_enters_nothing_and_says_all(renpu, county, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("来源A,记录键A,来源B,记录键B,结论,依据,核查人,核查日期\nx,1,y,2,也许,档案,张三,昨天\n")
    result = renpu("linkage", "decide", str(file))
    assert result.exit_code == 1
    assert "nothing was entered, 4 mistakes" in result.output
    assert not ledger.folder(county.workspace).exists()


def test_why_answers_at_the_terminal(renpu, county, tmp_path):
    ((person,),) = county.all("select distinct person_id from linkage.record")
    page = tmp_path / "why.html"
    assert "2 条记录归为一人" in renpu("why", person, "--html", str(page)).output
    assert page.is_file()
    assert "renpu run 2026-09" in renpu("why", person, "--month", "2026-09").output


def test_workbooks_of_persons_go_into_the_warehouse_unless_told(renpu, tmp_path):
    assert "1 pairs of 2026-08" in renpu("linkage", "sample").output
    assert "0 pairs of 2026-08" in renpu("linkage", "review", "--month", "2026-08").output
    written = list((tmp_path / "warehouse" / "review").iterdir())
    assert sorted(file.name for file in written) == ["疑似同一人核查表_2026-08.xlsx", "联结质量抽样核查表_2026-08.xlsx"]
    assert {file.stat().st_mode & 0o777 for file in written} == {0o640}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["linkage", "review", "--month", "2026-8"], "is not written YYYY-MM"),
        (["linkage", "review", "--month", "2026-09"], "renpu run 2026-09"),
        (["why", "x", "y"], "two arguments are two record_ids"),
    ],
)
def test_what_is_not_there_is_told(renpu, arguments, told):
    result = renpu(*arguments)
    assert result.exit_code == 1
    assert told in result.output
