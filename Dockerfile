# The packages, installed by hash where compilers and caches may stay behind.
FROM python:3.11-slim AS packages
# requirements-s3.lock where files lie in a store that speaks S3 (docs/operator.md).
ARG LOCK=requirements.lock
COPY requirements*.lock /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /$LOCK

# What runs: no pip cache, no tests, no secret, no root. One image for all that is ours.
FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND=0.0.0.0:8000 \
    MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072 PYTHONNODEBUGRANGES=1
COPY --from=packages /venv /venv
WORKDIR /srv/coprod
COPY manage.py gunicorn.conf.py LICENSE ./
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
 && python -m compileall -q ground interviews coding reports coprod \
 && groupadd --gid 10001 coprod \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin coprod \
 && install --directory --owner=coprod --group=coprod --mode=0700 var \
 && install --directory --owner=coprod --group=coprod --mode=0750 /secrets
USER 10001
VOLUME /srv/coprod/var
EXPOSE 8000
CMD ["gunicorn", "coprod.wsgi"]
