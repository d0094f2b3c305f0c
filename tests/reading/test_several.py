import pytest

from dialogs.reading.several import read_several


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zahra ; Marie, cuisinière", ["Zahra", "Marie, cuisinière"]),
        ("زهرا؛ مریم", ["زهرا", "مریم"]),
        ("Zahra\n\nMarie;", ["Zahra", "Marie"]),
        (" ؛ ; ", []),
    ],
)
def test_names_stand_between_semicolons_of_either_script_or_on_lines(text: str, parts: list[str]) -> None:
    assert read_several(text) == parts
