"""Reaching a target: its kind decides how."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.outgoing import Peer
from bot.records.endi import Endi
from bot.records.endi_session import Session
from bot.records.folder import Folder
from bot.records.grist import Grist
from bot.records.port import Failed, Records
from storage.records.targets import Target
from storage.refusals import Refused
from storage.secrets import Vault

Connect = Callable[[Target], AbstractAsyncContextManager[Records]]

NEEDS = {"endi": ("login", "password"), "grist": ("doc", "key"), "folder": ()}  # the keys of each kind


def connector(vault: Vault, allowed: Collection[str]) -> Connect:
    """What opens a target, with the hosts that may be private. It raises Failed where that cannot be."""

    @asynccontextmanager
    async def connect(target: Target) -> AsyncIterator[Records]:
        try:
            plan, keys = target.plan, target.keys(vault)
            if target.kind == "folder":
                yield Folder(Path(target.place), plan)
                return
            async with Peer(target.place, allowed) as peer:
                if target.kind == "grist":
                    yield Grist(peer, keys, plan)
                    return
                session = Session(peer, keys)
                await session.sign_in()
                yield Endi(session, plan)
        except Refused as refused:
            raise Failed(refused.sentence) from None

    return connect
