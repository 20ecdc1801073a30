"""The figures of webcare: one function each, its definition in the docstring.

All of them speak of the cases that were opened in the period. They are computed from what the
events add up to, never from counters; a figure without anything to count has no value, never 0.
"""

from collections.abc import Callable

from webcare.record.figures import decisions, quality, response
from webcare.record.figures.scope import Figure, Scope

FIGURES: dict[str, Callable[[Scope], Figure]] = {
    "first_response": response.first_response,
    "team_response": response.team_response,
    "next_response": response.next_response,
    "substantive": response.substantive,
    "handling": response.handling,
    "service_level": response.service_level,
    "response_rate": response.response_rate,
    "oldest_open": response.oldest_open,
    "adherence": decisions.adherence,
    "unwanted_replies": decisions.unwanted_replies,
    "warning_effect": decisions.warning_effect,
    "warning_load": decisions.warning_load,
    "duplicate_replies": quality.duplicate_replies,
    "coverage": quality.coverage,
    "trainee_agreement": quality.trainee_agreement,
    "sameness": quality.sameness,
}

__all__ = ["FIGURES", "Figure", "Scope"]
