"""A summary held against another: against what would follow if something were not there, or against another state."""
