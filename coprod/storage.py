"""Static files under names that hold their hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the `import` paths between our ES modules too; Django leaves them alone by default."""

    support_js_module_import_aggregation = True
