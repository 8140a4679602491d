# The whole site in one image: code, static files and message catalogues. It holds no secret and writes only to /data.

FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /srv/together
COPY requirements.txt ./
RUN pip install --require-hashes --requirement requirements.txt
COPY . .
# The secret lives for the length of this command; collecting files does not use it, but production refuses to load without one.
RUN python manage.py compile_catalogues \
    && python manage.py build_stylesheets \
    && DJANGO_SETTINGS_MODULE=config.settings.production SITE_URL=https://build.invalid \
       SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
       python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q . \
    && rm -rf var

FROM python:3.13-slim-trixie
# For backups: programs of the same PostgreSQL as the one in compose.yaml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends openssl postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 together \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin together \
    && install --directory --owner=together --group=together --mode=0750 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/together /srv/together
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /srv/together
USER together
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["python", "deploy/healthcheck.py"]
CMD ["sh", "-c", "python manage.py prepare && exec gunicorn config.wsgi:application"]
