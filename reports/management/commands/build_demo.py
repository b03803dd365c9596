"""`build_demo`: the stored bundles of the demo studies, made anew of their sources; for who changes these."""

from django.core.management.base import BaseCommand, CommandError

from ground.models import User
from reports.demo.building import PEOPLE, build
from reports.demo.sources import SLUGS, bundle_file
from reports.exchange.bundle.writing import written


class Command(BaseCommand):
    help = "Makes reports/demo/demo-a.json and demo-b.json of their sources, in a database without demo studies."

    def handle(self, **options):
        if User.objects.filter(username__in=[username for username, _name, _role in PEOPLE.values()]).exists():
            raise CommandError("The demo accounts are here already. Build in an empty database.")
        for slug in SLUGS:
            bundle_file(slug).write_bytes(written(build(slug)))
            self.stdout.write(f"{bundle_file(slug)}: written.")
