import datetime as dt

import pytest

from assets.linkage import ledger
from assets.linkage.ledger import Decision


def said(key):
    return Decision("must_link", "grid_persons", key, "survey", "1", "走访", "张三", None, dt.date(2026, 9, 3))


def entries(county):
    ledger.load(county.con, county.workspace, "held")
    return county.all("select entry, source_record_key_a from held order by all")


def test_entries_are_numbered_through_and_none_is_entered_twice(county):
    assert ledger.enter(county.workspace, [said("1"), said("2")]) == 2
    assert ledger.enter(county.workspace, [said("2"), said("3"), said("3")]) == 1
    assert entries(county) == [(1, "1"), (2, "2"), (3, "3")]


def test_of_two_who_enter_at_the_same_moment_one_is_told_to_do_it_again(county, monkeypatch):
    ledger.enter(county.workspace, [said("1")])
    load = ledger.load

    def overtaken(con, workspace, table):
        monkeypatch.setattr(ledger, "load", load)
        load(con, workspace, table)
        ledger.enter(workspace, [said("2")])

    monkeypatch.setattr(ledger, "load", overtaken)
    with pytest.raises(ledger.LedgerBusyError, match="hand the file in again"):
        ledger.enter(county.workspace, [said("3")])
    assert entries(county) == [(1, "1"), (2, "2")]
    assert ledger.enter(county.workspace, [said("3")]) == 1
    assert entries(county)[-1] == (3, "3")
