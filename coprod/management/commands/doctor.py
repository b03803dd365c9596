"""`doctor`: what an installation needs, looked at one by one, each with what to do."""

from django.core.management.base import BaseCommand

from coprod.doctor import examine


class Command(BaseCommand):
    help = "Looks at database, tables, broker, worker, files, disk, key, address and mail. Exit 1 if one is wrong."
    requires_system_checks = ()

    def handle(self, **options):
        findings = list(examine())
        for state, about, said in findings:
            self.stdout.write(f"{state:5}  {about}: {said}")
        if any(finding.state == "wrong" for finding in findings):
            raise SystemExit(1)
