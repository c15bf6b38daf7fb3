"""Records to persons: who is the same, and the id that stays with them from month to month.

What clerks decided comes first (`decisions`). Records that say the same are one profile, profiles that one number holds
together one entity (`profiles`, `numbers`, `entities`); entities are blocked and scored (`blocking`, `score`). Rules
then join and part pairs whatever their weight (`exceptions` to `one_home`), and decisions have the last word on them
(`bonds`). Clusters become persons with an id and a history (`clusters`, `pending`, `ids`, `history`).

`build.steps` is this order; `kept` is what a month leaves to the next one, `why` explains, `training` is never part of
a run.
"""
