# syntax=docker/dockerfile:1
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /build
# All that is installed comes from these files, whose hashes are checked here; what the image does not need stays here.
COPY requirements.lock ./
RUN pip wheel --no-cache-dir --require-hashes --wheel-dir wheels -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY mocks mocks
COPY fixtures fixtures
RUN pip install --no-cache-dir --no-index --find-links wheels wheels/hatchling-*.whl \
    && pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir wheels . \
    && python -m venv --without-pip /opt/ringback \
    && pip --python /opt/ringback/bin/python install --no-cache-dir --no-index --find-links wheels wheels/ringback-*.whl

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="Ringback" \
    org.opencontainers.image.description="Stateful, high-fidelity mocks of five contact-centre vendor APIs" \
    org.opencontainers.image.licenses="Apache-2.0"
# /data is for a state file: a volume that is mounted there then belongs to the server's user.
RUN pip uninstall --yes --quiet pip \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=build /opt/ringback /opt/ringback
# The server writes nothing but the file that tells its health check where it listens, in memory, so that the file
# system may be read-only; and what --state-file and --tls ask for.
ENV PATH=/opt/ringback/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    RINGBACK_SERVE_HOST=0.0.0.0 \
    RINGBACK_SERVE_READY_FILE=/dev/shm/ringback-url
USER 10001:10001
WORKDIR /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=1s --retries=3 CMD ["ringback", "health"]
ENTRYPOINT ["ringback"]
CMD ["serve"]
