"""Links to the closed form. Neither whose they are nor what they are about can be read without the link."""

from sqlalchemy import Column, Date, LargeBinary, Table

from storage.tables.columns import metadata

concern_link = Table(
    "concern_link",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("link_sealed", LargeBinary, nullable=False),
    Column("drop_after", Date, nullable=False, index=True),
)
