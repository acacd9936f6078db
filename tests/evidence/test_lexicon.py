"""The lexicon: one target for a name in a category, and nothing refused in silence."""

import pickle
from itertools import permutations

from oncotriples.evidence.lexicon import Lexicon, LexiconEntry, Refusal, entry, lexicon_of

IMATINIB = entry("imatinib", "agent", "agent/imatinib")


def test_a_name_is_normalised_like_the_text() -> None:
    held = entry("  Cafe\u0301\u00a0 sarcoma\n", "tumor", "subtype/x")
    assert held == LexiconEntry("Café sarcoma", "tumor", "subtype/x", False)
    assert held.key == "café sarcoma"


def test_case_can_be_decided_by_hand() -> None:
    assert entry("GIST", "tumor", "subtype/x").case_sensitive
    assert not entry("GIST", "tumor", "subtype/x", case_sensitive=False).case_sensitive
    assert entry("Rapid", "agent", "agent/x", case_sensitive=True).key == "Rapid"


def test_the_earlier_source_says_what_a_name_names() -> None:
    other = entry("Imatinib", "agent", "term/CDR0000000001")
    assert lexicon_of([IMATINIB], [other]) == Lexicon(
        (IMATINIB,), (Refusal(other, "is already a name of agent/imatinib"),)
    )
    assert lexicon_of([other], [IMATINIB]).entries == (other,)


def test_a_name_without_target_may_be_refused_or_refuse() -> None:
    nothing = entry("imatinib", "agent", "")
    assert lexicon_of([IMATINIB], [nothing]).refused == (Refusal(nothing, "is already a name of agent/imatinib"),)
    assert lexicon_of([nothing], [IMATINIB]) == Lexicon(
        (nothing,), (Refusal(IMATINIB, "is already a name of nothing"),)
    )


def test_spellings_of_one_name_are_one_name() -> None:
    first = entry("soft-part sarcoma", "tumor", "subtype/x")
    second = entry("Soft part sarcoma", "tumor", "subtype/x")
    assert lexicon_of([first, second]) == Lexicon((second,))


def test_a_name_can_be_one_in_several_categories() -> None:
    gene, term = entry("KIT", "gene", "gene/KIT"), entry("KIT", "term", "term/CDR0000000001")
    lexicon = lexicon_of([term, gene])
    assert lexicon.refused == ()
    assert lexicon.spelled()["KIT", True] == (gene, term)


def test_the_order_inside_a_source_does_not_matter() -> None:
    source = [IMATINIB, entry("imatinib", "agent", "agent/other"), entry("IMT", "tumor", "subtype/a")]
    source.append(entry("IMT", "tumor", "subtype/b"))
    assert len({lexicon_of(order) for order in permutations(source)}) == 1


def test_unusable_names_are_listed_with_the_reason() -> None:
    short, common = entry("A1", "agent", "agent/a1"), entry("cancer", "tumor", "subtype/cancer")
    assert lexicon_of([short, common, IMATINIB]) == Lexicon(
        (IMATINIB,), (Refusal(short, "is shorter than 3 characters"), Refusal(common, "is a common word"))
    )


def test_a_name_comes_before_a_spelling_derived_from_another() -> None:
    one, many = entry("sarcoma", "tumor", "subtype/one"), entry("sarcomas", "tumor", "subtype/many")
    spelled = lexicon_of([one, many]).spelled()
    assert [owner.target for owner in spelled["sarcomas", False]] == ["subtype/many"]
    assert [owner.target for owner in spelled["sarcomata", False]] == ["subtype/one"]


def test_it_travels_between_processes() -> None:
    lexicon = lexicon_of([IMATINIB], [entry("x", "agent", "agent/x")])
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon  # noqa: S301 - our own bytes
