# The packages, installed by hash where compilers and caches may stay behind.
FROM python:3.11-slim AS packages
COPY requirements.lock /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /requirements.lock

# What runs: no pip cache, no tests, no secret, no root. One image for web, worker and sweeper.
FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
COPY --from=packages /venv /venv
WORKDIR /srv/coprod
COPY manage.py LICENSE ./
COPY ground ground
COPY interviews interviews
COPY coding coding
COPY reports reports
COPY coprod coprod
COPY templates templates
COPY static static
COPY locale locale
COPY docs docs
RUN python -c "from pathlib import Path; from ground.catalogues import compile_catalogues; compile_catalogues(Path('locale'))" \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin coprod \
 && install --directory --owner=coprod --mode=0700 var
USER 10001
VOLUME /srv/coprod/var
EXPOSE 8000
# `prepare` migrates behind a lock: of two that start at once one migrates and the other waits.
CMD ["sh", "-c", "python manage.py prepare && exec gunicorn coprod.wsgi --bind 0.0.0.0:8000 --workers 2 --worker-class gthread --threads 8 --preload --keep-alive 60 --graceful-timeout 25 --no-control-socket"]
