"""What only PostgreSQL can answer wrongly. `make test-postgresql` runs these, and everything else, on such a server."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from tests.factories import SmallSite
from tests.search.conftest import Ask

pytestmark = pytest.mark.postgresql


def rows(sql: str) -> list[tuple[object, ...]]:
    """Return what PostgreSQL answers."""
    assert connection.vendor == "postgresql", "Set DATABASE_URL to a PostgreSQL server."
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_search_goes_through_the_function(found_site: SmallSite, ask: Ask) -> None:
    assert rows("SELECT count(*) FROM pg_proc WHERE proname = 'search_hits'") == [(1,)]
    sql = str(Page.objects.search("soup").get_queryset().query)
    assert "search_hits(" in sql
    assert ask("soup")["total"] == 4


def test_the_function_looks_words_up_in_the_index(db: None) -> None:
    assert rows("SELECT proconfig FROM pg_proc WHERE proname = 'search_hits'") == [(["enable_seqscan=off"],)]


@pytest.mark.parametrize(("many", "ranked"), [(900, True), (1100, False)])
def test_a_very_common_word_is_ranked_by_titles_alone(db: None, many: int, ranked: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title_norm, title, body, autocomplete, "
            "title_text, body_text) SELECT id, n, 1, to_tsvector('simple', CASE WHEN n = 7 THEN 'zebra' ELSE 'x' END), "
            "to_tsvector('simple', 'zebra zebra ' || n), '', '', '' "
            "FROM django_content_type, generate_series(1, %s) n WHERE model = 'storypage'",
            [many],
        )
    found = rows(
        "SELECT object_id, score FROM search_hits('zebra', (SELECT array_agg(id) FROM django_content_type), true) "
        "ORDER BY score DESC"
    )
    assert len(found) == many
    assert (found[0][0] == 7) is not ranked
    assert (found[-1][1] == 0) is not ranked


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_function_is_made_and_dropped_by_migration(refilled: None) -> None:
    MigrationExecutor(connection).migrate([("search", "0001_initial")])
    assert rows("SELECT count(*) FROM pg_proc WHERE proname = 'search_hits'") == [(0,)]
    MigrationExecutor(connection).migrate([("search", "0002_search_hits")])
    assert rows("SELECT count(*) FROM pg_proc WHERE proname = 'search_hits'") == [(1,)]
