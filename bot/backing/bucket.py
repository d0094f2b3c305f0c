"""A bucket of an S3 server, by obstore. Whoever keeps the machine names it in the settings, so that it may be inside.

No error of the client is passed on as it is: it would show addresses and what a server said.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import unquote

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from storage.refusals import Refused

# A secret may hold « / » and « + » as they are; a host cannot hold « @ ».
ADDRESS = re.compile(
    r"(?P<scheme>s3|s3\+http)://(?P<key>[^:/@]+):(?P<secret>.+)@(?P<host>[^@/]+)/(?P<bucket>[^/?]+)"
    r"(?:/(?P<prefix>[^?]*))?(?:\?region=(?P<region>[\w-]+))?"
)
SCHEMES = ("s3://", "s3+http://")
# How most providers write the region into their host: s3.fr-par.scw.cloud, s3.gra.io.cloud.ovh.net.
REGION = re.compile(r"s3\.([a-z0-9-]+)\..+\..+")
USUAL_REGION = "us-east-1"
CONNECTING, PATIENCE = "15s", "10m"  # one part of an upload, over a slow line
TRIES = 4
PART, AT_ONCE = 8 * 1024 * 1024, 2  # bytes of a part, parts on their way: 16 MiB of a small machine's memory


class Bucket:
    """A prefix in a bucket. An upload is seen whole or not at all: that is what S3 promises of parts."""

    def __init__(self, store: S3Store, shown: str, host: str, bucket: str) -> None:
        self._store, self._shown, self._host, self._bucket = store, shown, host, bucket

    @staticmethod
    def is_named(text: str) -> bool:
        """Whether a text is meant to be a bucket."""
        return text.startswith(SCHEMES)

    @classmethod
    def named(cls, text: str) -> Self:
        """The bucket of an address. Raises Refused, without repeating it: a key is in it."""
        found = ADDRESS.fullmatch(text)
        if found is None:
            raise Refused("bad_place", "Un seau S3 s'écrit s3://CLÉ:SECRET@HÔTE/SEAU/DOSSIER.")
        host, bucket, prefix = found["host"], found["bucket"], (found["prefix"] or "").strip("/")
        plain = found["scheme"] != "s3"
        region = found["region"] or (written[1] if (written := REGION.fullmatch(host)) else USUAL_REGION)
        store = S3Store(
            bucket,
            prefix=prefix or None,
            endpoint=f"{'http' if plain else 'https'}://{host}",
            access_key_id=unquote(found["key"]),
            secret_access_key=unquote(found["secret"]),
            region=region,
            virtual_hosted_style_request=False,
            client_options={"connect_timeout": CONNECTING, "timeout": PATIENCE, "allow_http": plain},
            retry_config={"max_retries": TRIES},
        )
        return cls(store, f"{found['scheme']}://{host}/{bucket}/{prefix}".rstrip("/"), host, bucket)

    @property
    def shown(self) -> str:
        """Its address without the keys."""
        return self._shown

    def names(self) -> list[str]:
        """What lies there. Raises Refused."""
        with self._reached():
            found = [each["path"] for batch in obstore.list(self._store) for each in batch]
        return sorted(name for name in found if "/" not in name)

    def put(self, file: Path, name: str) -> None:
        """Send a file, and see that all of it is there. Raises Refused."""
        with self._reached():
            obstore.put(self._store, name, file, chunk_size=PART, max_concurrency=AT_ONCE)
            there = obstore.head(self._store, name)["size"]
        if there != file.stat().st_size:
            raise Refused("not_written", f"{self._host} n'a gardé qu'une partie de la sauvegarde.")

    def get(self, name: str, file: Path) -> None:
        """Fetch into a file. Raises Refused."""
        with self._reached(name):
            found = obstore.get(self._store, name)
            with file.open("wb") as out:
                for chunk in found.stream(PART):
                    out.write(chunk)

    def drop(self, name: str) -> None:
        """Delete it. Raises Refused."""
        with self._reached():
            obstore.delete(self._store, name)

    @contextmanager
    def _reached(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError):
            raise Refused("not_reached", f"{self._host} refuse la clé, ou la clé ne peut rien faire là.") from None
        except FileNotFoundError:
            missing = f"de sauvegarde {name} dans" if name else "de seau"
            raise Refused("no_backup" if name else "not_reached", f"Il n'y a pas {missing} {self._bucket}.") from None
        except (BaseError, OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "pas de réponse qu'on puisse lire"
            raise Refused("not_reached", f"{self._host} ne peut pas être joint ({reason}).") from None
