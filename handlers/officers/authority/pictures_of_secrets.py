"""A TOTP secret as an authenticator app takes it: a QR code to scan, and the signs to type."""

import base64
import io
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_SCALE = 6  # pixels a module: sharp on a telephone
_GROUP = 4


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """`picture` is a PNG; `typed` the same secret in groups of four signs."""

    picture: bytes
    typed: str

    def __repr__(self) -> str:
        return "ShownSecret()"


def qr_of(secret: bytes, *, issuer: str, name: str) -> ShownSecret:
    """Set the secret under the address that apps know (Key Uri Format), labelled with office and name."""
    import segno  # noqa: PLC0415 -- few processes ever draw one

    signs = base64.b32encode(secret).decode().rstrip("=")
    label = quote(f"{issuer}:{name}", safe=":")
    address = f"otpauth://totp/{label}?{urlencode({'secret': signs, 'issuer': issuer})}"
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="png", scale=_SCALE)
    groups = (signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
    return ShownSecret(picture=drawn.getvalue(), typed=" ".join(groups))
