"""The function PostgreSQL finds hits with. Other databases need none.

Why a function: its `SET` makes PostgreSQL use the GIN index also for a word in nearly every page (reading the stored vectors
instead takes ten times as long, which the planner does not count), and its fixed estimate keeps joins sane before the first
ANALYZE. Why 1,000: ranking reads the stored vector of each hit, and a word in more pages than that says little about which
page is meant; then the title decides, and the newest page comes first.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION search_hits(query tsquery, types integer[], ranked boolean)
RETURNS TABLE (object_id integer, score double precision)
LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
AS $$
    SELECT e.object_id::integer,
        CASE
            WHEN NOT ranked THEN 0
            WHEN (SELECT count(*) > 1000 FROM (
                SELECT FROM wagtailsearch_indexentry m WHERE m.body @@ query LIMIT 1001) AS many)
            THEN ts_rank(e.title, query)
            ELSE ts_rank('{0.1, 0.2, 0.4, 1.0}', e.body, query, 1)
        END
    FROM wagtailsearch_indexentry e
    WHERE e.body @@ query AND e.content_type_id = ANY(types)
$$
"""
DROP = "DROP FUNCTION IF EXISTS search_hits(tsquery, integer[], boolean)"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(create, drop)]
