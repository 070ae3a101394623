"""How many examples hypothesis tries: few while one works, all of them where the whole is judged."""

import os

from hypothesis import settings

from tests.examples import FULL

settings.register_profile("quick", max_examples=FULL // 6, deadline=None)
settings.register_profile("full", max_examples=FULL // 2, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
