"""The tables, one for each record of ``model`` and a few for what is computed and kept.

Every table of a town is reachable from ``municipalities``. Text is stored exactly as typed.
Nothing here opens a database; how a table came to be is told in ``migrations``.
"""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from workshop_app import errors, model

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class AsTyped(sa.types.TypeDecorator[str]):
    """Text as it was typed; refuses the two things no database keeps faithfully."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return *value* unchanged.

        Raises
        ------
        UnusableInputError
            It holds a NUL character or half of a surrogate pair.
        """
        if value is None:
            return None
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise errors.UnusableInputError(
                "文章の中に保存できない文字(壊れた文字)があります。その文字を消して、もう一度お試しください。"
            )
        return value


class Coded(sa.types.TypeDecorator[StrEnum]):
    """A member of a ``StrEnum``, stored as its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(
        self, value: StrEnum | str | None, dialect: sa.Dialect
    ) -> str | None:
        """Return the value of the member; a stranger raises ``ValueError``."""
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """Return the member with this value."""
        return None if value is None else self.codes(value)


def _own_id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    """Return a column naming the owner: what belongs goes when the owner goes."""
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _names(name: str, table: str, *, ondelete: str = "SET NULL") -> sa.Column[int | None]:
    """Return a column that may point at another row, and outlives it."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete=ondelete))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, AsTyped, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _code(name: str, codes: type[StrEnum], *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Coded(codes), nullable=nullable)


metadata = sa.MetaData(naming_convention=_NAMES)

municipalities = sa.Table(
    "municipalities",
    metadata,
    _own_id(),
    _text("name"),
    _text("coordinator_title"),
    _flag("is_sample"),
    sa.Column("revision", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

areas = sa.Table(
    "areas",
    metadata,
    _own_id(),
    _belongs("municipality_id", "municipalities"),
    _text("name"),
    sa.Column("tier", sa.Integer, nullable=False),
    _names("parent_id", "areas"),
    sa.CheckConstraint("tier IN (1, 2, 3)", name="tier"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

workshops = sa.Table(
    "workshops",
    metadata,
    _own_id(),
    _belongs("municipality_id", "municipalities"),
    _text("title"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

meetings = sa.Table(
    "meetings",
    metadata,
    _own_id(),
    _belongs("workshop_id", "workshops"),
    _text("title"),
    _code("kind", model.MeetingKind),
    _code("stage", model.Stage),
    sa.Column("held_on", sa.Date, nullable=False),
    _names("area_id", "areas"),
    _text("purpose"),
    _text("question"),
    _text("agenda"),
    _flag("is_open"),
    sa.Column("join_code", AsTyped, nullable=False, unique=True),
    sa.Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)

tables = sa.Table(
    "tables",
    metadata,
    _own_id(),
    _belongs("meeting_id", "meetings"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("note"),
    sa.UniqueConstraint("meeting_id", "number"),
    sqlite_autoincrement=True,
)

voices = sa.Table(
    "voices",
    metadata,
    _own_id(),
    _belongs("meeting_id", "meetings"),
    _text("text"),
    _code("party", model.Party),
    sa.Column("table_number", sa.Integer),
    _code("kind", model.VoiceKind, nullable=True),
    _names("area_id", "areas"),
    _code("consent", model.Consent),
    _flag("is_projected"),
    _code("source", model.VoiceSource),
    sa.Column("client_key", AsTyped, nullable=False, unique=True),
    _text("recorded_at"),
    sa.Column("withdrawn_at", AsTyped),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

themes = sa.Table(
    "themes",
    metadata,
    _own_id(),
    _belongs("workshop_id", "workshops"),
    _text("heading"),
    _code("heading_by", model.MadeBy),
    _flag("is_lone"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("retired_at", AsTyped),
    sa.Index(None, "workshop_id", "position"),
    sqlite_autoincrement=True,
)

assignments = sa.Table(
    "assignments",
    metadata,
    _belongs("voice_id", "voices", key=True),
    _belongs("theme_id", "themes"),
    sa.Column("certainty", sa.Double, nullable=False),
    _names("second_theme_id", "themes"),
    _flag("is_pinned"),
    _code("made_by", model.MadeBy),
    sa.CheckConstraint("certainty >= 0 AND certainty <= 1", name="certainty"),
    sa.Index(None, "theme_id"),
    sa.Index(None, "second_theme_id"),
)

edits = sa.Table(
    "edits",
    metadata,
    _own_id(),
    _belongs("workshop_id", "workshops"),
    _code("op", model.EditOp),
    _text("detail"),
    _text("made_at"),
    sa.Column("undone_at", AsTyped),
    sa.Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)

stakeholders = sa.Table(
    "stakeholders",
    metadata,
    _own_id(),
    _belongs("municipality_id", "municipalities"),
    _text("name"),
    _code("party", model.Party),
    _text("category"),
    _names("area_id", "areas"),
    _text("note"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

assets = sa.Table(
    "assets",
    metadata,
    _own_id(),
    _belongs("municipality_id", "municipalities"),
    _text("name"),
    _code("asset_class", model.AssetClass),
    _names("area_id", "areas"),
    _names("owner_id", "stakeholders"),
    _text("availability"),
    sa.Column("capacity", sa.Integer),
    _text("conditions"),
    _text("contact_office"),
    _names("source_voice_id", "voices"),
    _code("state", model.AssetState),
    sa.Column("noted_on", sa.Date, nullable=False),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "owner_id"),
    sa.Index(None, "source_voice_id"),
    sqlite_autoincrement=True,
)

relations = sa.Table(
    "relations",
    metadata,
    _own_id(),
    _belongs("municipality_id", "municipalities"),
    _belongs("source_id", "stakeholders"),
    _belongs("target_id", "stakeholders"),
    _code("kind", model.RelationKind),
    sa.Column("last_contact_on", sa.Date),
    _text("note"),
    sa.CheckConstraint("source_id <> target_id", name="two_sides"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "source_id"),
    sa.Index(None, "target_id"),
    sqlite_autoincrement=True,
)

supports = sa.Table(
    "supports",
    metadata,
    _own_id(),
    _belongs("theme_id", "themes"),
    _names("stakeholder_id", "stakeholders", ondelete="CASCADE"),
    _names("asset_id", "assets", ondelete="CASCADE"),
    _text("note"),
    sa.CheckConstraint(
        "(stakeholder_id IS NULL) <> (asset_id IS NULL)",
        name="exactly_one",
    ),
    sa.UniqueConstraint("theme_id", "stakeholder_id"),
    sa.UniqueConstraint("theme_id", "asset_id"),
    sa.Index(None, "stakeholder_id"),
    sa.Index(None, "asset_id"),
    sqlite_autoincrement=True,
)

projects = sa.Table(
    "projects",
    metadata,
    _own_id(),
    _belongs("workshop_id", "workshops"),
    _text("title"),
    _names("theme_id", "themes"),
    _code("state", model.ProjectState),
    _text("next_step"),
    _text("owner"),
    sa.Column("due_on", sa.Date),
    sa.Column("trial_from", sa.Date),
    sa.Column("trial_until", sa.Date),
    _code("service_type", model.ServiceType, nullable=True),
    _text("note"),
    _text("created_at"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)

project_voices = sa.Table(
    "project_voices",
    metadata,
    _belongs("project_id", "projects", key=True),
    _belongs("voice_id", "voices", key=True),
    sa.Index(None, "voice_id"),
)

stage_results = sa.Table(
    "stage_results",
    metadata,
    _own_id(),
    _belongs("project_id", "projects"),
    _code("stage", model.Stage),
    _names("meeting_id", "meetings"),
    _text("summary"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

subsidies = sa.Table(
    "subsidies",
    metadata,
    _own_id(),
    _belongs("project_id", "projects"),
    sa.Column("paid_on", sa.Date, nullable=False),
    sa.Column("yen", sa.BigInteger, nullable=False),
    _text("note"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

monthly_returns = sa.Table(
    "monthly_returns",
    metadata,
    _own_id(),
    _belongs("project_id", "projects"),
    sa.Column("month", sa.Date, nullable=False),
    sa.Column("income_yen", sa.BigInteger, nullable=False),
    sa.Column("cost_yen", sa.BigInteger, nullable=False),
    sa.Column("uses", sa.Integer, nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.CheckConstraint("uses >= 0 AND people >= 0", name="counts"),
    sa.UniqueConstraint("project_id", "month"),
    sqlite_autoincrement=True,
)

decisions = sa.Table(
    "decisions",
    metadata,
    _own_id(),
    _belongs("workshop_id", "workshops"),
    _names("project_id", "projects"),
    sa.Column("decided_on", sa.Date, nullable=False),
    _code("outcome", model.DecisionOutcome),
    _text("body"),
    _text("reason"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    _own_id(),
    _names("municipality_id", "municipalities"),
    _text("at"),
    _text("role"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

embeddings = sa.Table(
    "embeddings",
    metadata,
    sa.Column("fingerprint", AsTyped, primary_key=True),
    sa.Column("text_hash", AsTyped, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

node_positions = sa.Table(
    "node_positions",
    metadata,
    _belongs("workshop_id", "workshops", key=True),
    sa.Column("node", AsTyped, primary_key=True),
    sa.Column("x", sa.Double, nullable=False),
    sa.Column("y", sa.Double, nullable=False),
)

column_mappings = sa.Table(
    "column_mappings",
    metadata,
    _belongs("municipality_id", "municipalities", key=True),
    sa.Column("header_key", AsTyped, primary_key=True),
    _text("mapping"),
)
