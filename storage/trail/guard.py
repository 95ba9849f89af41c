"""Both databases refuse to change or delete what stands in the trail, whoever asks by ordinary means.

Who owns the database can take the guard away; the chain tells what was done then. It is set up with the
schema, and nothing of the house ever goes around it: a restore swaps whole databases, a move only adds, and
retention leaves the trail alone.
"""

from sqlalchemy import Connection, inspect

GUARDED = ("audit", "audit_link")
_SAID = "the trail is only ever added to"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$
"""


def guard(connection: Connection) -> None:
    """Put the triggers in place, where the tables are and the triggers are not."""
    there = set(inspect(connection).get_table_names())
    for table in there.intersection(GUARDED):
        if connection.dialect.name == "sqlite":
            for act in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
                )
        else:
            connection.exec_driver_sql(_FUNCTION)
            connection.exec_driver_sql(
                f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def unguarded(connection: Connection) -> list[str]:
    """Tables whose guard somebody took away."""
    if connection.dialect.name == "sqlite":
        kept = connection.exec_driver_sql(
            "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
        )
        wanted = 2
    else:
        kept = connection.exec_driver_sql(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') GROUP BY 1"
        )
        wanted = 1
    counts = {row[0]: row[1] for row in kept}
    return [table for table in GUARDED if counts.get(table, 0) < wanted]
