#!/usr/bin/env python
"""Coprod's command line."""

import os
import sys

from coprod.commandline import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
    run(sys.argv)
