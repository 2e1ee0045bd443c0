"""Properties are about what holds, not about how long a busy machine takes to show it."""

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
