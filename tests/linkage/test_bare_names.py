"""A bare name fits every namesake, and must not hold two of them together who were born years apart."""


def test_a_bare_row_between_two_namesakes_holds_none_of_them_together(county):
    here, phone = county.at("5"), {"phone": "13800571234"}
    grown = county.number("19850312", 2)
    linked = county.link([
        county.say("police_hukou", "1", "肖知墨", id_number=grown, sex="2", **here, **phone),
        county.say("survey", "1", "肖知墨", id_number=grown, sex="2", **here, **phone),
        county.say("survey", "2", "肖知墨", birth_date="2026-06-08", sex="2", **here, **phone),
        county.say("grid_persons", "2", "肖知墨", birth_date="2026-06-08", sex="2", **here),
        county.say("ledger_residents", "1", "肖知墨", **here, **phone),
    ])  # fmt: skip
    assert linked["survey/2/self"] == linked["grid_persons/2/self"] != linked["survey/1/self"]
    assert linked["police_hukou/1/self"] == linked["survey/1/self"]
