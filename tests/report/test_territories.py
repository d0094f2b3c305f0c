"""Where people live comes from their address and a list that was imported; what is not known is unknown, not « no »."""

from pathlib import Path

import pytest

from bot.report.profile import variables
from bot.report.responses import Scope, read
from storage.refusals import Refused
from storage.territories import Atlas, Territory, replace_list
from tests.report.made import Made

LIST = [
    {"postcode": "81000", "commune": "Albi", "address": "", "QPV": "non", "ZRR": "non"},
    {"postcode": "81000", "commune": "Albi", "address": "rue des Cités", "QPV": "oui", "ZRR": ""},
    {"postcode": "81000", "commune": "Albi", "address": "12 avenue Saint-Exupéry", "QPV": "abords", "ZRR": ""},
    {"postcode": "81000", "commune": "Albi", "address": "avenue Saint-Exupéry", "QPV": "oui", "ZRR": ""},
    {"postcode": "05230", "commune": "Chorges", "address": "", "QPV": "non", "ZRR": "oui"},
    {"postcode": "05230", "commune": "Prunières", "address": "", "QPV": "non", "ZRR": "non"},
    {"postcode": "57600", "commune": "Forbach", "address": "", "QPV": "", "ZRR": "non"},
]
TEN = {
    "3 rue des Cités, 81000 Albi": ("yes", "no"),
    "3 r. des cites 81000 ALBI": ("yes", "no"),
    "12 av. St Exupéry, 81000 Albi": ("near", "no"),
    "112 avenue Saint-Exupéry, 81000 Albi": ("yes", "no"),
    "1 place du Vigan, 81000 Albi": ("no", "no"),
    "Le Village, 05230 Chorges": ("no", "yes"),
    "Le Village, 05230 Prunières": ("no", "no"),
    "Le Village, 05230": ("no", "unknown"),
    "5 rue Nationale, 57600 Forbach": ("unknown", "no"),
    "5 rue Nationale, 75001 Paris": ("unknown", "unknown"),
}


@pytest.mark.parametrize(("address", "where"), TEN.items())
def test_ten_addresses_are_known_offline(address: str, where: tuple[str, str], made: Made) -> None:
    replace_list(made.db, LIST)
    assert Atlas(made.db).territory(address) == Territory(*where)


@pytest.mark.parametrize("address", [None, "", "chez une amie", "rue des Cités, Albi"])
def test_without_an_address_or_a_postcode_it_is_unknown(address: str | None, made: Made) -> None:
    replace_list(made.db, LIST)
    assert Atlas(made.db).territory(address) == Territory("unknown", "unknown")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"postcode": "8100"}, "Ligne 2 : « 8100 » n'est pas un code postal."),
        ({"QPV": "peut-être"}, "Ligne 2 : QPV dit oui, abords ou non, ZRR oui ou non."),
        ({"ZRR": "abords"}, "Ligne 2 : QPV dit oui, abords ou non, ZRR oui ou non."),
    ],
)
def test_an_unsound_list_is_refused_with_its_line_and_the_old_one_stays(
    row: dict[str, str], says: str, made: Made
) -> None:
    replace_list(made.db, LIST)
    with pytest.raises(Refused) as refused:
        replace_list(made.db, [LIST[0] | row])
    assert refused.value.sentence == says
    assert Atlas(made.db).territory("3 rue des Cités, 81000 Albi").qpv == "yes"


def test_the_address_is_in_no_file_and_what_comes_of_it_is(made: Made, tmp_path: Path) -> None:
    replace_list(made.db, LIST)
    cohort = made.cohort("Repas")
    for address in ("3 rue des Cités, 81000 Albi", "Le Village, 05230 Chorges"):
        for _ in range(5):
            made.says(made.person(cohort), "registration", "once", address=address)
    made.person(cohort)
    folder = made.exported(tmp_path / "export")
    assert not [path.name for path in folder.iterdir() if b"Cit\xc3\xa9s" in path.read_bytes()]
    [territory] = [each for each in variables(read(folder, Scope())) if each.key == "territory"]
    counts = {name: cell.count for name, cell in territory.told.cells}
    assert counts == {"QPV": 5, "Abords de QPV": 0, "ZRR": 5, "Ni QPV, ni ZRR": 0}
    assert (territory.told.n, territory.unknown) == (10, 1)
