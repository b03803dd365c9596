"""Every route as every role: the router says what there is, each view what it asks for, the tests' world who asks."""

import logging
import time

from django.db import transaction
from django.test.utils import setup_test_environment, teardown_test_environment

from proof.trial import Trial, of_answers
from tests.addresses import OURS, World, methods
from tests.reach import everybody, without_expectation


def reach() -> Trial:
    """Made in one transaction and taken back whole."""
    begun = time.monotonic()
    setup_test_environment()
    logging.disable(logging.WARNING)  # a refusal is what is asked for here, thousands of times
    try:
        with transaction.atomic():
            counts, wrong = of_answers(everybody(World()))
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
        teardown_test_environment()
    tried = {
        "routes": len(OURS),
        "routes_by_method": sum(len(methods(callback)) for _name, _route, callback in OURS),
        "roles": len(counts),
        "requests": counts.total(),
    }
    none = {"routes_without_a_rule": len(without_expectation()), "answered_otherwise": len(wrong)}
    told = {"asked_as": dict(counts), "wrong": wrong[:50], "seconds": round(time.monotonic() - begun)}
    return Trial("reach", tried, none, told)
