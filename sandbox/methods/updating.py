"""How the bot gets its updates: by webhook here, by long polling in `sandbox.polling`."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.polling import WEBHOOK_SET
from sandbox.sandbox import Sandbox
from sandbox.webhook import CONNECTIONS

SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_CHARACTERS = 256
CONNECTIONS_AT_MOST = 100


def set_webhook(box: Sandbox, args: Arguments) -> bool:
    """Like a Bot API server of one's own, this one takes plain http and any port."""
    url = args.text("url")
    if not url:
        return delete_webhook(box, args)
    secret = args.text("secret_token")
    if len(secret) > SECRET_CHARACTERS:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    connections = args.number("max_connections", CONNECTIONS)
    box.updates.allow(args.structure("allowed_updates", "allowed updates"))
    _drop_pending(box, args)
    box.webhook.set(url, secret, min(max(connections, 1), CONNECTIONS_AT_MOST))
    box.polling.end_held(WEBHOOK_SET)
    return True


def delete_webhook(box: Sandbox, args: Arguments) -> bool:
    _drop_pending(box, args)
    if box.webhook.url:
        box.webhook.set("")
    return True


def _drop_pending(box: Sandbox, args: Arguments) -> None:
    if args.flag("drop_pending_updates"):
        box.updates.confirm(box.updates.last_id + 1)


def get_webhook_info(box: Sandbox, _: Arguments) -> Json:
    webhook = box.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(box.updates.pending()),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if box.updates.allowed:
        info["allowed_updates"] = box.updates.allowed
    if webhook.last_error:
        at, reason = webhook.last_error
        info |= {"last_error_date": int(at), "last_error_message": reason}
    return info


METHODS: dict[str, Any] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
