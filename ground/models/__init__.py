from ground.models.history import Act, Event, Recorded, Tracked
from ground.models.job import Job, Worker
from ground.models.restoration import Restoration
from ground.models.token import ApiToken
from ground.models.user import User

__all__ = ["Act", "ApiToken", "Event", "Job", "Recorded", "Restoration", "Tracked", "User", "Worker"]
