"""Sealed cases: what is written, under which key, and where."""

from storage.concerns.repository import SqlConcerns

__all__ = ["SqlConcerns"]
