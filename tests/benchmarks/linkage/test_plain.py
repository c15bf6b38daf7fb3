from assets.linkage import model
from benchmarks.linkage import judge, machine, plain
from benchmarks.linkage.county import County


def test_plain_splink_gives_every_record_one_person(county: County) -> None:
    with machine.opened(county) as con:
        plain.link(con, model.load(county.persons))
        rows = "select count(*), count(distinct record_id), count(person_id) from"
        linked, standard = (con.execute(f"{rows} {t}").fetchall()[0] for t in ("linkage.plain", "(select *, 0 as"
                            " person_id from standard.person_record where not pending)"))  # fmt: skip
        assert linked == standard
        judge.tell(con, county.truth, "linkage.plain")
        score = judge.score(con)
        assert score.everything.recall > 0.97
        assert score.everything.precision > 0.9


def test_plain_splink_joins_who_states_one_number(county: County) -> None:
    with machine.opened(county) as con:
        plain.link(con, model.load(county.persons))
        torn = con.execute("""
            select count(*) from (
                select id_number, name_key from linkage.plain where role = 'self' and id_status = 'valid'
                group by all having count(distinct person_id) > 1)
        """).fetchall()[0][0]
    assert torn == 0
