"""The rows of a study as tables for a spreadsheet, a word processor or a script."""
