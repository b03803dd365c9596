"""The method's first worked example of agreement (part 5.2): ten turns, each enacted, absent, limited or not coded.

One letter a turn, of either coder.
"""

FIRST, SECOND = "EENNLE--NE", "EENLLE-ENE"
POLARITY = {"E": "enacted", "N": "absent", "L": "limited"}
