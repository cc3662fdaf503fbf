"""Reading and saying dates, terms, school years, staff days, and the school's clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.dates import (
    UnreadableDateError,
    academic_year,
    add_months,
    easter,
    leaving_year,
    london_date,
    london_time,
    next_staff_day,
    previous_term,
    read_date,
    say,
    say_academic_year,
    say_month,
    say_short,
    say_term,
    say_with_weekday,
    term_of,
)
from store.model import SchoolCalendar, Settings, TermDates

D = date.fromisoformat
SUNDAY = D("2026-11-22")
quick = settings(derandomize=True, max_examples=150, deadline=None)
Direction = Literal["past", "future", "nearest"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-22"),
        ("Today ", "2026-11-22"),
        ("t", "2026-11-22"),
        ("y", "2026-11-21"),
        ("yesterday", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("sun", "2026-11-22"),
        ("fri", "2026-11-20"),
        ("FRIDAY", "2026-11-20"),
        ("mon", "2026-11-16"),
        ("tues", "2026-11-17"),
        ("thurs", "2026-11-19"),
        ("weds", "2026-11-18"),
        ("3/9", "2026-09-03"),
        ("03/09", "2026-09-03"),
        ("3.9", "2026-09-03"),
        ("3-9", "2026-09-03"),
        ("3/9/26", "2026-09-03"),
        ("3/9/2026", "2026-09-03"),
        ("3-9-2026", "2026-09-03"),
        ("3 sep", "2026-09-03"),
        ("3 Sept", "2026-09-03"),
        ("3sep", "2026-09-03"),
        ("3SEPT", "2026-09-03"),
        ("3-sep-26", "2026-09-03"),
        ("3rd September 2026", "2026-09-03"),
        ("Thu 3 Sep 2026", "2026-09-03"),
        ("thurs 3 sep", "2026-09-03"),
        ("Sunday, 22 November 2026", "2026-11-22"),
        ("  3   sep   26 ", "2026-09-03"),
        ("+7", "2026-11-29"),
        ("+0", "2026-11-22"),
        ("-1", "2026-11-21"),
        ("-30", "2026-10-23"),
        ("03092026", "2026-09-03"),
        ("030926", "2026-09-03"),
        ("2026-09-03", "2026-09-03"),
        ("2026-9-3", "2026-09-03"),
        ("29/2/28", "2028-02-29"),
        ("13/9", "2026-09-13"),
        ("1/2/45", "2045-02-01"),
        ("1/2/46", "2046-02-01"),
        ("1/2/47", "too long ago"),
        ("1/2/68", "1968-02-01"),
        ("1/2/99", "1999-02-01"),
    ],
)
def test_reading(typed: str, meant: str) -> None:
    if len(meant) == len("2026-11-22"):
        assert read_date(typed, SUNDAY) == D(meant)
    else:
        with pytest.raises(UnreadableDateError):
            read_date(typed, SUNDAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a date"),
        ("   ", "Type a date"),
        ("31/2", "does not exist"),
        ("31/2/26", "does not exist"),
        ("29/2/27", "does not exist"),
        ("29/2", "does not exist"),  # no leap year within a year of today
        ("31 november", "does not exist"),
        ("0/5", "does not exist"),
        ("9/13", "The day comes first"),
        ("09/13/2026", "The day comes first"),
        ("32/13", "does not exist"),
        ("1/1/1949", "1950 to 2100"),
        ("1/1/2101", "1950 to 2100"),
        ("0001-01-01", "1950 to 2100"),
        ("banana", "is not a date"),
        ("soon", "is not a date"),
        ("s", "is not a date"),
        ("3 ma", "is not a date"),
        ("3 septober", "is not a date"),
        ("3 junta", "is not a date"),
        ("3 of september", "is not a date"),
        ("banana 3 sep", "is not a date"),
        ("3/9/126", "is not a date"),
        ("Mon 3 Sep 2026", "3 Sep 2026 is a Thursday"),
        ("weds 3 sep", "3 Sep 2026 is a Thursday"),
        ("3 m 2026", "is not a date"),
        ("3/9/026", "is not a date"),
        ("3", "is not a date"),
        ("+", "is not a date"),
        ("+9999", "is not a date"),
        ("3/9/26 10:00", "is not a date"),
        ("٣/٩/x", "is not a date"),
        ("[bold]3/9[/bold]", "is not a date"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(UnreadableDateError, match=said):
        read_date(typed, SUNDAY)


def test_a_long_text_is_not_said_back_whole() -> None:
    with pytest.raises(UnreadableDateError) as refusal:
        read_date("Adams, Joy, 14 Acacia Avenue, Bradley", SUNDAY)
    assert "Acacia" not in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "prefer", "meant"),
    [
        ("mon", "past", "2026-11-16"),
        ("mon", "future", "2026-11-23"),
        ("sun", "future", "2026-11-22"),
        ("sat", "future", "2026-11-28"),
        ("3/1", "nearest", "2027-01-03"),
        ("3/1", "past", "2026-01-03"),
        ("3/1", "future", "2027-01-03"),
        ("3/9", "future", "2027-09-03"),
        ("3/9", "past", "2026-09-03"),
        ("22/11", "past", "2026-11-22"),
        ("22/11", "future", "2026-11-22"),
        ("23/11", "past", "2025-11-23"),
        ("21/11", "future", "2027-11-21"),
        ("23 nov", "nearest", "2026-11-23"),
    ],
)
def test_the_direction_a_field_prefers(typed: str, prefer: Direction, meant: str) -> None:
    assert read_date(typed, SUNDAY, prefer=prefer) == D(meant)


@quick
@given(st.dates(D("1950-01-01"), D("2100-12-31")), st.dates(D("2020-01-01"), D("2060-12-31")))
def test_a_date_said_reads_as_itself(day: date, today: date) -> None:
    for said in (say(day), say_with_weekday(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d%m%Y}"):
        assert read_date(said, today) == day


@quick
@given(st.dates(D("2020-01-01"), D("2060-12-31")), st.integers(-79 * 365, 20 * 365))
def test_a_short_date_reads_as_itself_for_anybody_at_work(today: date, away: int) -> None:
    day = today + timedelta(away)
    assert read_date(say_short(day), today) == day if D("1950-01-01") <= day else True


@quick
@given(st.text(alphabet="0123456789 /.-+adefhmnoprstuy٣²", max_size=12))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    with suppress(UnreadableDateError):
        assert isinstance(read_date(text, SUNDAY), date)


def test_saying() -> None:
    day = D("2026-09-03")
    assert say(day) == "3 Sep 2026"
    assert say_short(D("2009-09-03")) == "3 Sep 09"
    assert say_with_weekday(day) == "Thu 3 Sep 2026"
    assert say_month(D("2023-05-01")) == "May 2023"
    assert say_academic_year(2026) == "2026/27"
    assert say_academic_year(2099) == "2099/00"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-31", 0, "2026-05-31"),
    ],
)
def test_adding_months(day: str, months: int, then: str) -> None:
    assert add_months(D(day), months) == D(then)


@pytest.mark.parametrize(
    ("day", "weekdays", "closures", "then"),
    [
        ("2026-12-31", (0, 1, 2, 3, 4), [("2026-12-19", "2027-01-04")], "2027-01-05"),
        ("2026-12-18", (0, 1, 2, 3, 4), [("2026-12-19", "2027-01-04")], "2026-12-18"),
        ("2026-12-19", (0, 1, 2, 3, 4), [], "2026-12-21"),
        ("2026-12-16", (0, 1), [("2026-12-21", "2026-12-22")], "2026-12-28"),
        ("2026-05-04", (0, 1, 2, 3, 4), [("2026-05-04", "2026-05-04")], "2026-05-05"),
        ("2026-05-04", (), [], "2026-05-04"),  # nobody is ever in: left alone
        ("2026-05-04", (0, 1, 2, 3, 4), [("2026-01-01", "2030-01-01")], "2030-01-02"),
    ],
)
def test_the_next_staff_day(day: str, weekdays: tuple[int, ...], closures: list[tuple[str, str]], then: str) -> None:
    calendar = SchoolCalendar(weekdays, tuple((D(first), D(last)) for first, last in closures))
    assert next_staff_day(D(day), calendar) == D(then)
    assert next_staff_day(D(day), None) == D(day)


@pytest.mark.parametrize(
    ("day", "start"), [("2026-08-31", 2025), ("2026-09-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)]
)
def test_an_academic_year_begins_in_september(day: str, start: int) -> None:
    assert academic_year(D(day)) == start


@pytest.mark.parametrize(
    ("year_group", "on", "year"),
    [
        ("2", "2026-09-01", 2031),
        ("2", "2027-08-31", 2031),
        ("2", "2027-09-01", 2032),
        ("6", "2026-11-22", 2027),
        ("1", "2026-11-22", 2032),
        ("R", "2026-11-22", 2033),
        ("N", "2026-11-22", 2034),
    ],
)
def test_the_year_a_child_leaves(year_group: str, on: str, year: int) -> None:
    assert leaving_year(year_group, D(on)) == year


@pytest.mark.parametrize(
    "day",
    [
        "1954-04-18",
        "1961-04-02",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2100-03-28",
    ],
)
def test_easter(day: str) -> None:
    assert easter(D(day).year) == D(day)


OWN = Settings(
    terms=(
        TermDates("autumn", D("2026-09-03"), D("2026-12-18")),
        TermDates("spring", D("2027-01-05"), D("2027-03-25")),
        TermDates("summer", D("2027-04-12"), D("2027-07-20")),
    )
)


@pytest.mark.parametrize(
    ("day", "rules", "said"),
    [
        ("2026-09-01", Settings(), "Autumn term 2026"),
        ("2026-12-31", Settings(), "Autumn term 2026"),
        ("2027-01-01", Settings(), "Spring term 2027"),
        ("2027-03-28", Settings(), "Spring term 2027"),
        ("2027-03-29", Settings(), "Summer term 2027"),
        ("2027-08-31", Settings(), "Summer term 2027"),
        ("2026-09-02", OWN, "Summer term 2026"),  # a holiday belongs to the term just ended
        ("2026-09-03", OWN, "Autumn term 2026"),
        ("2027-01-04", OWN, "Autumn term 2026"),
        ("2027-01-05", OWN, "Spring term 2027"),
        ("2027-04-11", OWN, "Spring term 2027"),
        ("2027-04-12", OWN, "Summer term 2027"),
        ("2027-08-31", OWN, "Summer term 2027"),
        ("2027-09-01", OWN, "Autumn term 2027"),  # a year the school has not set yet
        ("2026-06-01", OWN, "Summer term 2026"),
    ],
)
def test_the_term_of_a_day(day: str, rules: Settings, said: str) -> None:
    assert say_term(term_of(D(day), rules)) == said


@pytest.mark.parametrize("rules", [Settings(), OWN])
def test_going_back_term_by_term(rules: Settings) -> None:
    term, said = term_of(D("2027-05-01"), rules), []
    for _ in range(4):
        said.append(say_term(term))
        term = previous_term(term, rules)
    assert said == ["Summer term 2027", "Spring term 2027", "Autumn term 2026", "Summer term 2026"]


@pytest.mark.parametrize(
    ("moment", "day", "time"),
    [
        ("2026-09-30T22:59:59", "2026-09-30", "23:59"),
        ("2026-09-30T23:00:00", "2026-10-01", "00:00"),
        ("2026-09-30T23:30:00", "2026-10-01", "00:30"),
        ("2026-11-30T23:30:00", "2026-11-30", "23:30"),
        ("2026-03-29T00:59:00", "2026-03-29", "00:59"),  # the clocks go forward
        ("2026-03-29T01:00:00", "2026-03-29", "02:00"),
        ("2026-03-28T23:59:00", "2026-03-28", "23:59"),
        ("2026-03-29T23:00:00", "2026-03-30", "00:00"),
        ("2026-10-25T00:30:00", "2026-10-25", "01:30"),  # and back
        ("2026-10-25T01:30:00", "2026-10-25", "01:30"),
        ("2026-10-24T23:00:00", "2026-10-25", "00:00"),
        ("2026-10-25T23:59:59", "2026-10-25", "23:59"),
    ],
)
def test_the_date_on_the_schools_wall(moment: str, day: str, time: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert london_date(at) == D(day)
    assert london_time(at) == time
