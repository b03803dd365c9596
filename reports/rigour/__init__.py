"""How the work was checked, on paper: member checks, and the checklist that a report of it is read with."""
