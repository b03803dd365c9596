"""Files that people bring, each whole or not at all, and static files under names that hold their hash."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from coprod.modules import join, join_sheets

ENTRIES = {"coding/pane.js": join, "js/shell.js": join, "css/coprod.css": join_sheets}
PACKAGED = ("django_htmx/", "drf_spectacular_sidecar/", "rest_framework/", "admin/")


class WholeFiles(FileSystemStorage):
    """A folder in which nothing stays behind of a file that could not be written to its end."""

    def _save(self, name, content):
        was_there = self.exists(name)
        try:
            return super()._save(name, content)
        except OSError:
            if not was_there:
                Path(self.path(name)).unlink(missing_ok=True)
            raise


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the `import` paths between our ES modules too; Django leaves them alone by default."""

    support_js_module_import_aggregation = True
    # Each pass settles one more level of who imports whom; ours are more than the five that Django expects.
    max_post_process_passes = 20

    joins_modules = True
    made_with = ("coprod.modules",)

    def post_process(self, paths, dry_run=False, **options):
        """An entry is served with all that it imports in one file; the modules lie beside it under their own names."""
        joined = {} if dry_run else {name: self._joined(name, paths) for name in ENTRIES if name in paths}
        yield from super().post_process(paths | joined, dry_run, **options)

    def _joined(self, entry, paths):
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as source:
                return source.read().decode()

        memory = InMemoryStorage()
        memory.save(entry, ContentFile(ENTRIES[entry](entry, read).encode()))
        return memory, entry

    def url_converter(self, name, hashed_files, template=None):
        """Leave what packages bring as it is: their comments quote imports of files they do not have."""
        if name.startswith(PACKAGED):
            return lambda match: match[0]
        return super().url_converter(name, hashed_files, template)
