"""What can be wrong between two questionnaires, each sound by itself."""

from collections.abc import Iterator

from dialogs.checks.issue import Checked, Issue


def ids(checked: Checked) -> Iterator[Issue]:
    """One id for one questionnaire."""
    for where, other in checked.programme.items():
        if where != checked.where and other["id"] == checked.source["id"]:
            yield checked.issue("P01", detail=other["id"], other=where)


def orders(checked: Checked) -> Iterator[Issue]:
    """Two that may be due together must say which comes first."""
    here = (checked.source["audience"], checked.source.get("order", 0))
    for where, other in checked.programme.items():
        if where != checked.where and (other["audience"], other.get("order", 0)) == here:
            yield checked.issue("P02", detail=here[1], other=where)
