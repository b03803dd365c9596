"""The web processes, wherever they run: `gunicorn coprod.wsgi` reads this file by itself."""

import os
import shutil
import tempfile

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", 2))
worker_class = "coprod.serving.WebProcess"
threads = 8
preload_app = True
keepalive = 60
# Longer than they say that they leave (coprod/serving.py), and than what is under way may take.
graceful_timeout = 25
loglevel = "warning"
control_socket_disable = True

# Where the processes of one server count together; nothing of it need outlive them. prometheus_client looks for it when
# it is imported, which is later, with the application.
counted = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="coprod-metrics-")


def on_exit(server):
    shutil.rmtree(counted, ignore_errors=True)


def child_exit(server, worker):
    worker.ended()
