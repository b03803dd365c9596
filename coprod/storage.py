"""Static files under names that hold their hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGED = ("django_htmx/", "drf_spectacular_sidecar/", "rest_framework/", "admin/")


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the `import` paths between our ES modules too; Django leaves them alone by default."""

    support_js_module_import_aggregation = True
    # Each pass settles one more level of who imports whom; ours are more than the five that Django expects.
    max_post_process_passes = 20

    def url_converter(self, name, hashed_files, template=None):
        """Leave what packages bring as it is: their comments quote imports of files they do not have."""
        if name.startswith(PACKAGED):
            return lambda match: match[0]
        return super().url_converter(name, hashed_files, template)
