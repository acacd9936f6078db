"""What heads of columns mean."""

import pytest

from oncotriples.evidence.heads import AGENT, TUMOR, column_meaning


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Agent", AGENT),
        ("Specific Agents", AGENT),
        ("Treatment Options", AGENT),
        ("Standard Treatment Options (see text)", AGENT),
        ("Treatmentb", AGENT),
        ("Therapies", AGENT),
        ("Regimen Name", AGENT),
        ("Tumor", TUMOR),
        ("Sarcoma Subtypea", TUMOR),
        ("Histology", TUMOR),
        ("Diagnoses", TUMOR),
        ("Condition or Cancer Type", TUMOR),
        ("Type(s) of Cancer", TUMOR),
        ("Type of Thyroid Cancer", TUMOR),
        ("Histologic Types", TUMOR),
        ("Soft Tissue Tumours [see text]", TUMOR),
        ("", ""),
        ("12%", ""),
        ("Options", ""),
        ("Stage", ""),
        ("Study Type", ""),
        ("Type", ""),
        ("Tumor Size", ""),
        ("Treatment Group", ""),
        ("Prior Treatment", ""),
        ("Treatment Duration", ""),
        ("Extent of Disease", ""),
        ("No. of Patients With Cancer", ""),
        ("(Agent)", ""),
    ],
)
def test_column_meaning(head: str, meaning: str) -> None:
    assert column_meaning(head) == meaning


def test_unclosed_brackets_are_quick() -> None:
    assert column_meaning("(" * 20_000 + "agent") == AGENT
