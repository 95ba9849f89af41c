"""Settings, from the environment only (prefix SAPA_), read once. `.env.example` documents each."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.refusals import Refusal
from storage.vault import Key, WrongKey

PREFIX = "SAPA_"
Mode = Literal["trial", "live"]

# Where a reverse proxy on this machine finds the webhook.
_LISTEN = "127.0.0.1:8080"

# What a live region must say about itself; the trial region has these by default.
_ASKED_OF_LIVE = ("secret_key", "region_name", "hr_office_name", "hr_contact")


class Settings(BaseSettings):
    """Everything that the machine's operator decides."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    telegram_token: SecretStr | None = Field(default=None, pattern=None)
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    anchor_copy: Path | None = None
    timezone: str = "Asia/Jakarta"
    secret_key: SecretStr | None = None
    region_name: str = "Kabupaten Kemuning"
    hr_office_name: str = "BKPSDM Kabupaten Kemuning"
    hr_contact: str = "(0768) 000-0000, Jalan Contoh Nomor 1, Selensen"
    ppk_title: str = "Bupati"
    language: Literal["id", "en"] = "id"
    public_url: str | None = None
    listen: str | None = None
    send_rate: float = Field(default=30.0, ge=1, le=1000)
    paid_broadcast: bool = False
    sandbox_port: int = Field(default=8765, ge=0, le=65535)

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, colon, rest = value.get_secret_value().partition(":")
            if not (number.isdigit() and colon and len(rest) >= 20):  # noqa: PLR2004 -- BotFather's tokens are longer
                raise ValueError("token")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api(cls, value: str) -> str:
        parts = urlsplit(value)
        is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if not parts.hostname or not (parts.scheme == "https" or is_here):
            raise ValueError("api_url")  # the token is part of every address that is called
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://none")
        is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if not parts.hostname or parts.query or parts.fragment or not (parts.scheme == "https" or is_here):
            raise ValueError("public_url")  # Telegram posts to https only, a server of one's own here as well
        return value and value.rstrip("/")

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        parts = urlsplit(f"//{value or 'none:0'}")
        if not parts.hostname or parts.port is None or parts.path or parts.username is not None:
            raise ValueError("listen")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                kind = make_url(value.get_secret_value()).get_backend_name()
            except ArgumentError as fault:
                raise ValueError("database_url") from fault
            if kind not in {"sqlite", "postgresql"}:
                raise ValueError("database_url")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as fault:
            raise ValueError("timezone") from fault
        return value

    @field_validator("secret_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                parse_keys(value.get_secret_value())
            except WrongKey as fault:
                raise ValueError("secret_key") from fault
        return value

    @field_validator("region_name", "hr_office_name", "hr_contact", "ppk_title")
    @classmethod
    def _said(cls, value: str, info: ValidationInfo) -> str:
        if not value.strip():
            raise ValueError(str(info.field_name))
        return value.strip()

    @property
    def mode(self) -> Mode:
        return "trial" if self.telegram_token is None else "live"

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port for the webhook, health and metrics; None when nothing is to be opened."""
        if self.listen is None and self.public_url is None:
            return None
        parts = urlsplit(f"//{self.listen or _LISTEN}")
        return str(parts.hostname), parts.port or 0

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class BadSettings(Refusal):
    """The environment does not say what is needed; `faults` holds (variable, key of the words)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


def parse_keys(text: str) -> list[Key]:
    """Read `SAPA_SECRET_KEY`: one key, or while a rotation is under way the new one, a comma, the old one."""
    return [Key.parse(part) for part in text.split(",")]


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check everything at once; raise BadSettings with every fault."""
    given = os.environ if environment is None else environment
    faults = [(name, "settings.fault.unknown") for name in _unknown(given)]
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(_values(given))
    except ValidationError as fault:
        faults += [(_variable(one["loc"]), _words(one["loc"])) for one in fault.errors()]
    if settings is not None and settings.mode == "live":
        faults += [
            (PREFIX + field.upper(), "settings.fault.asked_of_live")
            for field in _ASKED_OF_LIVE
            if field not in settings.model_fields_set
        ]
    if faults or settings is None:
        raise BadSettings(faults)
    return settings


def nearest_name(variable: str) -> str:
    """The variable that was probably meant, for the words of an unknown one."""
    names = [PREFIX + field.upper() for field in Settings.model_fields]
    return (difflib.get_close_matches(variable, names, n=1, cutoff=0.6) or [""])[0]


def _values(given: Mapping[str, str]) -> dict[str, Any]:
    known = {PREFIX + field.upper(): field for field in Settings.model_fields}
    return {known[name]: value for name, value in given.items() if name in known and value != ""}


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    return sorted(
        name
        for name in given
        if name.startswith(PREFIX) and name not in known and not name.startswith(PREFIX + "TEST_")
    )


def _variable(location: tuple[int | str, ...]) -> str:
    return PREFIX + str(location[0]).upper()


def _words(location: tuple[int | str, ...]) -> str:
    return f"settings.fault.{location[0]}"
