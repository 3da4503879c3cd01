"""Names, keys and patience: what may stand in them, and what may not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from isogloss.errors import InputError, Unwritable
from isogloss.models.endpoints.cache import Answer, AnswerCache, key_of
from isogloss.models.endpoints.client import _seconds
from isogloss.models.endpoints.settings import Patience, address, api_key, cache_folder, patience
from isogloss.models.registry import load_model


@pytest.mark.parametrize(
    ("place", "model", "url"),
    [
        ("tiny@http://127.0.0.1:8000/v1", "tiny", "http://127.0.0.1:8000/v1"),
        ("org/name@https://host/v1/", "org/name", "https://host/v1"),
        ("a@b@http://[::1]:80", "a@b", "http://[::1]:80"),
    ],
)
def test_a_place_is_a_model_at_a_url(place: str, model: str, url: str) -> None:
    found = address(place)
    assert (found.model, found.url) == (model, url)
    assert found.name == f"openai:{model}@{url}"


@pytest.mark.parametrize(
    "place",
    ["", "tiny", "@http://host", "tiny@", "tiny@ftp://host", "tiny@http://", "tiny@http://host:99999",
     "tiny@http://host:x", "tiny@http://me:secret@host/v1", "tiny@http://host/v1?key=secret"],
)  # fmt: skip
def test_other_places_are_refused_and_secrets_not_repeated(place: str) -> None:
    pytest.importorskip("httpx", reason="needs isogloss[endpoint]")
    with pytest.raises(InputError) as found:
        load_model(f"openai:{place}")
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://api.openai.com/v1", "theirs"),
        ("http://localhost:8000/v1", "theirs"),
        ("http://127.0.0.1:8000/v1", "theirs"),
        ("https://openai.com.evil.example/v1", ""),
        ("https://evil-openai.com/v1", ""),
        ("http://10.0.0.1/v1", ""),
    ],
)
def test_the_key_of_openai_goes_to_openai_and_to_this_machine_alone(url: str, key: str) -> None:
    where = address(f"m@{url}")
    assert api_key(where, {"OPENAI_API_KEY": "theirs"}) == key
    assert api_key(where, {"OPENAI_API_KEY": "theirs", "ISOGLOSS_API_KEY": "ours\n"}) == "ours"
    assert api_key(where, {}) == ""


@pytest.mark.parametrize("key", ["two words", "schlüssel", "a\nb"])
def test_a_key_that_can_be_none_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(InputError) as found:
        api_key(address("m@http://h"), {"ISOGLOSS_API_KEY": key})
    assert key not in str(found.value)


def test_patience_comes_from_the_environment() -> None:
    assert patience({}) == Patience()
    given = {
        "ISOGLOSS_ENDPOINT_ATTEMPTS": "3",
        "ISOGLOSS_ENDPOINT_TIMEOUT": "2.5",
        "ISOGLOSS_ENDPOINT_AT_ONCE": "1",
    }
    assert patience(given) == Patience(attempts=3, timeout=2.5, at_once=1)
    for wrong in ("0", "-1", "nan", "inf", "x"):
        with pytest.raises(InputError, match="ISOGLOSS_ENDPOINT_ATTEMPTS"):
            patience({"ISOGLOSS_ENDPOINT_ATTEMPTS": wrong})


def test_answers_are_kept_where_the_environment_says() -> None:
    assert cache_folder({"ISOGLOSS_CACHE": "/a"}) == Path("/a")
    assert cache_folder({"XDG_CACHE_HOME": "/b"}) == Path("/b/isogloss")
    assert cache_folder({}).parts[-2:] == (".cache", "isogloss")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("2", 2), ("0.5", 0.5), ("-3", 0), ("", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("x", 0)],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float) -> None:
    assert _seconds(header) == seconds
    assert _seconds("Wed, 21 Oct 2099 07:28:00 GMT") > 1e6


def test_an_answer_is_found_again_by_another_process(tmp_path: Path) -> None:
    one, other = AnswerCache(tmp_path), AnswerCache(tmp_path)
    key = key_of("http://h", "/r", {"b": 1, "a": "ሄም"})
    assert key == key_of("http://h", "/r", {"a": "ሄም", "b": 1})
    assert other.get(key) is None
    one.put(key, "m", Answer(b"\x00\xff", 3, 4))
    other.put(key, "m", Answer("later", 1, 1))
    assert other.get(key) == Answer(b"\x00\xff", 3, 4)
    assert other.spent("m").tokens_out == 4


def test_a_damaged_answer_makes_room_for_another(tmp_path: Path) -> None:
    cache, key = AnswerCache(tmp_path), key_of("http://h", "/r", {})
    with sqlite3.connect(tmp_path / "endpoints.sqlite") as database:
        database.execute("INSERT INTO answers VALUES (?, 'm', ?, 0, 0)", (key, b"\xc1"))
    database.close()
    assert cache.get(key) is None
    cache.put(key, "m", Answer("again"))
    assert cache.get(key) == Answer("again")


def test_a_cache_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "endpoints.sqlite").write_text("this is no database, however long it may be" * 99)
    with pytest.raises(Unwritable, match="ISOGLOSS_CACHE"):
        AnswerCache(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable):
        AnswerCache(tmp_path / "file" / "below")
