"""Every rule that SHACL Core cannot say, in one place, and their findings."""

from collections.abc import Sequence

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating import Locator
from oncotriples.quality.rules import View, run_rules
from oncotriples.quality.rules_consistency import CONSISTENCY_RULES
from oncotriples.quality.rules_evidence import EVIDENCE_RULES
from oncotriples.quality.rules_mappings import MAPPING_RULES
from oncotriples.quality.rules_names import NAME_RULES
from oncotriples.quality.rules_standing import STANDING_RULES
from oncotriples.quality.rules_terms import TERM_RULES
from oncotriples.quality.rules_withdrawn import WITHDRAWN_RULES

__all__ = ["RULES", "rule_findings"]

RULES = (
    *TERM_RULES,
    *NAME_RULES,
    *MAPPING_RULES,
    *EVIDENCE_RULES,
    *STANDING_RULES,
    *CONSISTENCY_RULES,
    *WITHDRAWN_RULES,
)
"""All dataset rules. The docstring of each rule's ``check`` is the rule in a sentence."""


def rule_findings(
    dataset: Dataset, ontology: Sequence[Triple], shapes: Sequence[Triple], locate: Locator
) -> tuple[Finding, ...]:
    """What the dataset rules find."""
    return tuple(run_rules(RULES, View.of(dataset, ontology, shapes), locate))
