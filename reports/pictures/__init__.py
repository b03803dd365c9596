"""Pictures: one drawing for page, paper and file, with its data as a table and its words for who cannot see it."""

from reports.pictures.picture import NAMES, Picture, picture_of, svg

__all__ = ["NAMES", "Picture", "picture_of", "svg"]
